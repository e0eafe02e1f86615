import FanOut
import InferenceAPI
import NIOCore

/// How the book's services, ours among them, are asked: `POST /predict?id=JOB` and its neighbours
/// (PRODUCT contract, "REST").
struct BookDialect {
    /// What stands before the paths of the member's API.
    private let path: String
    /// Up to the id, made once: every call begins so.
    private let predictLine: [UInt8]
    private let labelLine: [UInt8]

    init(path: String = "") {
        self.path = path
        predictLine = Array("POST \(path)/predict?id=".utf8)
        labelLine = Array("POST \(path)/predict/label?id=".utf8)
    }

    func request(_ operation: Operation, id: RequestID) -> UpstreamRequest {
        switch operation {
        case .predict(let body, _): post(predictLine, body, id)
        case .label(let body, _): post(labelLine, body, id)
        case .test: get("\(path)/predict/test?id=\(id.text)", id)
        case .health: get("\(path)/health", id)
        case .ready: get("\(path)/readyz", id)
        case .metadata, .model: get("\(path)/metadata", id)
        case .labels: get("\(path)/label", id)
        }
    }

    private func post(
        _ line: [UInt8], _ body: ByteBuffer, _ id: RequestID
    ) -> UpstreamRequest {
        UpstreamRequest(line: line + id.text.utf8, requestID: id, body: body)
    }

    private func get(_ target: String, _ id: RequestID) -> UpstreamRequest {
        UpstreamRequest(
            method: "GET", target: target, requestID: id, body: ByteBuffer())
    }
}

extension UpstreamResponse {
    /// Nil for an answer with status 200, else why it is none.
    func failure(from name: String) -> Failure? {
        switch status {
        case 200: nil
        case 408, 504: Failure(code: .timeout, detail: said(name))
        case 429, 503: Failure(code: .overloaded, detail: said(name))
        case 400..<500: rejection(name)
        default: Failure(code: .badAnswer, detail: said(name))
        }
    }

    /// The member's own reason, if it gave one: it may become the answer as it is.
    private func rejection(_ name: String) -> Failure {
        let detail = Problem.detail(of: body.readableBytesUInt8Span)
        return Failure(
            code: .rejected, detail: detail ?? "\(name) rejects it with \(status).",
            rejection: status)
    }

    private func said(_ name: String) -> String {
        let detail = Problem.detail(of: body.readableBytesUInt8Span)
        return detail.map { "\(name) answered \(status): \($0)" } ?? "\(name) answered \(status)."
    }
}
