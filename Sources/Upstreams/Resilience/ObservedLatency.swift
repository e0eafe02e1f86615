/// The time within which 95 of 100 answers came lately: of the last 256 answers, reckoned anew with
/// every 32nd.
struct ObservedLatency {
    /// Answers that are looked back upon.
    static let window = 256
    /// Answers from one reckoning to the next, and before the first.
    static let step = 32

    private var last: [UInt64] = []
    private var place = 0
    /// Nanoseconds; nil until enough answers have come.
    private(set) var ninetyFifthPercentile: UInt64?

    mutating func add(_ nanoseconds: UInt64) {
        if last.count < Self.window {
            last.append(nanoseconds)
        } else {
            last[place] = nanoseconds
        }
        place = (place + 1) % Self.window
        guard place.isMultiple(of: Self.step) else { return }
        let sorted = last.sorted()
        // The smallest that 95 of 100 do not exceed (nearest rank).
        ninetyFifthPercentile = sorted[(sorted.count * 95 + 99) / 100 - 1]
    }
}
