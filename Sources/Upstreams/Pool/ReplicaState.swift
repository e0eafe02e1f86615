import InferenceAPI
import NIOCore

/// One address of a member as the pool sees it: its connections and the calls that wait for one.
struct ReplicaState {
    let id: Int
    /// Connections without a call, the last used at the end: it is the least likely to be stale.
    var idle: [Int] = []
    /// Connections that carry a call.
    var busy = 0
    var connecting = 0
    var waiting = CircularBuffer<CallID>()
    /// The address refused; it is passed over until then while another is left.
    var coolUntil = Deadline(nanoseconds: 0)
    /// The name does not give this address any more: no new calls.
    var isLeaving = false

    init(id: Int) { self.id = id }

    var connections: Int { idle.count + busy + connecting }
    var load: Int { busy + waiting.count }
}
