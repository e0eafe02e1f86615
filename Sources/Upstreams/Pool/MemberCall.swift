import FanOut
import InferenceAPI
import NIOCore

/// Who waits for a member's answer. Called on the event loop, once for each call.
protocol AnswerSink: AnyObject {
    func upstream(_ site: Int, answered response: UpstreamResponse, at now: Deadline)
    func upstream(_ site: Int, failed failure: CallFailure)
}

/// How a call ended without an answer.
struct CallFailure {
    let failure: Failure
    /// The address that failed it; nil where none was asked.
    var replica: Int?
    /// Not a byte of an answer came.
    var isUnanswered = false
}

/// One request to one member, waiting or under way.
struct MemberCall {
    let sink: any AnswerSink
    /// The place in its plan that the answer is for.
    let site: Int
    let request: UpstreamRequest
    /// What remains of it when the request leaves is told to the member.
    let deadline: Deadline
    let askedAt: Deadline
    /// It asks whether the member is well, so that no breaker stands before it.
    var isCheck = false
    /// How the member's breaker let it through.
    var admission = CircuitBreaker.Admission.free
    /// The connection that carries it, and whose address that is.
    var connection: Int?
    var replica: Int?
    /// An address that is asked only if no other is fit.
    var ratherThan: Int?
    /// It was sent again after a stale connection had swallowed it.
    var isRetried = false
}
