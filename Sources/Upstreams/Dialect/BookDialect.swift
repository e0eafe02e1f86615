import FanOut
import InferenceAPI
import NIOCore

/// How the book's services, ours among them, are asked and understood: `POST /predict?id=JOB` and
/// its neighbours (PRODUCT contract, "REST").
struct BookDialect {
    func request(
        _ operation: Operation, id: RequestID, timeout: Duration
    ) -> UpstreamRequest {
        switch operation {
        case .predict(let body, _):
            UpstreamRequest(
                method: "POST", target: "/predict?id=\(id.text)", requestID: id, timeout: timeout,
                body: body)
        case .test: get("/predict/test?id=\(id.text)", id, timeout)
        case .health: get("/health", id, timeout)
        case .ready: get("/readyz", id, timeout)
        case .metadata: get("/metadata", id, timeout)
        case .labels: get("/label", id, timeout)
        }
    }

    private func get(_ target: String, _ id: RequestID, _ timeout: Duration) -> UpstreamRequest {
        UpstreamRequest(
            method: "GET", target: target, requestID: id, timeout: timeout, body: ByteBuffer())
    }

    /// Nil for an answer with status 200, else why it is none.
    func failure(in response: UpstreamResponse, from name: String) -> Failure? {
        switch response.status {
        case 200: nil
        case 408, 504: Failure(code: .timeout, detail: said(response, name))
        case 429, 503: Failure(code: .overloaded, detail: said(response, name))
        case 400..<500: rejection(response, name)
        default: Failure(code: .badAnswer, detail: said(response, name))
        }
    }

    /// The member's own reason, if it gave one: it may become the answer as it is.
    private func rejection(_ response: UpstreamResponse, _ name: String) -> Failure {
        let detail = Problem.detail(of: response.body.readableBytesUInt8Span)
        return Failure(
            code: .rejected, detail: detail ?? "\(name) rejects it with \(response.status).",
            rejection: response.status)
    }

    private func said(_ response: UpstreamResponse, _ name: String) -> String {
        let status = "\(name) answered \(response.status)"
        let detail = Problem.detail(of: response.body.readableBytesUInt8Span)
        return detail.map { "\(status): \($0)" } ?? "\(status)."
    }
}
