import FanOut
import InferenceAPI
import NIOCore

/// What a member is asked besides the request itself, before its answer counts.
struct Detour {
    enum Stage {
        /// What the model of a foreign server takes; then this is asked.
        case model(Operation)
        /// Another proxy's labels, which are its answer.
        case label
        /// A model's own labels, beside its answer, whose columns are not its classes.
        case ownLabels(UpstreamResponse, ByteBuffer, MemberAnswer)
        /// Another proxy's labels, beside its answer that is here.
        case labelBeside(UpstreamResponse)
        /// `/metadata` of the model that gave this answer.
        case metadata(UpstreamResponse, ByteBuffer, MemberAnswer)
        /// `/label`, because the metadata of that model (by its tag) does not say which classes there are.
        case labels(UpstreamResponse, ByteBuffer, MemberAnswer, model: ModelTag?)
    }

    /// How often an answer's model is asked for, while others answer in its place.
    static let mostTries = 5

    let stage: Stage
    let deadline: Deadline
    /// This one included.
    var tries = 1
}
