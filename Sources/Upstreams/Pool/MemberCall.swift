import FanOut
import InferenceAPI
import NIOCore

/// Who waits for a member's answer. Called on the event loop, once for each call.
protocol AnswerSink: AnyObject {
    func upstream(_ site: Int, answered response: UpstreamResponse)
    func upstream(_ site: Int, failed failure: Failure)
}

/// One request to one member, waiting or under way.
struct MemberCall {
    let sink: any AnswerSink
    /// The place in its plan that the answer is for.
    let site: Int
    let request: UpstreamRequest
    let askedAt: Deadline
    /// The connection that carries it.
    var connection: Int?
    /// It was sent again after a stale connection had swallowed it.
    var isRetried = false
}
