public import InferenceAPI
import NIOCore

extension Deadline {
    /// The instant now, of the monotonic clock that event loops use.
    public static var now: Deadline {
        Deadline(nanoseconds: NIODeadline.now().uptimeNanoseconds)
    }
}
