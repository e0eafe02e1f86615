import InferenceAPI

/// The `Date` field behind the end of the line before it, made anew once a second.
struct HTTPDate {
    /// When the second ends that it was made for, by the monotonic clock.
    private var end = Deadline(nanoseconds: 0)
    private var made: [UInt8] = []

    mutating func field(at now: Deadline) -> [UInt8] {
        guard now >= end else { return made }
        let time = UTCTime.now
        end = Deadline(after: .milliseconds(1_000 - time.millisecond), from: now.nanoseconds)
        made.removeAll(keepingCapacity: true)
        made += "\r\nDate: ".utf8
        time.appendForHTTP(to: &made)
        return made
    }
}
