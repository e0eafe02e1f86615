import FanOut
import InferenceAPI

// Why calls end without an answer, in sentences.
extension Failure {
    static func closed(_ name: String) -> Failure {
        Failure(
            code: .unreachable, detail: "\(name) closed the connection before it had answered.")
    }

    static func ejected(_ name: String) -> Failure {
        Failure(
            code: .ejected,
            detail: "\(name) failed too often lately and is not asked for a moment.")
    }

    static func full(_ name: String, limit: Int) -> Failure {
        Failure(
            code: .overloaded,
            detail: "\(name) already has \(limit) calls in flight, which is the limit.")
    }
}

extension PoolState.Refusal {
    func failure(of name: String) -> Failure {
        switch self {
        case .noAddress:
            Failure(code: .unreachable, detail: "\(name) has no address: its name is not known.")
        case .notConnected:
            Failure(code: .unreachable, detail: "\(name) refuses connections.")
        case .full(let limit): .full(name, limit: limit)
        }
    }
}
