import FanOut
import InferenceAPI
import Upstreams

/// What one predict request asks, whichever face it came to.
struct PredictQuery: Sendable {
    let operation: Operation
    let rows: Int
    let form: PredictCall.Form
    let route: Route
    let deadline: Deadline
    /// Decides between the shares of a split.
    let key: SplitKey
    /// Whether the label is to be explained (`?explain=1`).
    var isExplained = false

    var plan: Plan { isExplained ? route.explaining : route.plan }
}
