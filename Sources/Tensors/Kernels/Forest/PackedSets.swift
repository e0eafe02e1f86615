/// Sets of categories in one array: each set is a head, which holds its number of words and the
/// rules of all sets, and behind it its words.
struct PackedSets {
    private static var outsideGoesLeft: UInt32 { 1 << 31 }
    private static var isExact: UInt32 { 1 << 30 }
    private static var refusesNegative: UInt32 { 1 << 29 }
    private static var countMask: UInt32 { 1 << 29 - 1 }

    private(set) var words: [UInt32] = []
    /// Where each set's head stands.
    private(set) var heads: [Int] = []

    init(_ sets: CategorySets?) {
        guard let sets else {
            // Nobody reads it, but a pointer to the words must point at something.
            words = [0]
            return
        }
        words.reserveCapacity(sets.words.count + sets.count)
        for set in 0..<sets.count {
            let range = sets.offsets[set]..<sets.offsets[set + 1]
            heads.append(words.count)
            words.append(Self.head(sets, count: range.count))
            words.append(contentsOf: sets.words[range])
        }
        if words.isEmpty { words = [0] }
    }

    private static func head(_ sets: CategorySets, count: Int) -> UInt32 {
        var head = UInt32(count)
        if sets.outsideGoesLeft { head |= outsideGoesLeft }
        if sets.rounding == .exact { head |= isExact }
        if sets.rounding != .towardZero { head |= refusesNegative }
        return head
    }

    /// Whether `x` goes left; as ``CategorySets/goesLeft(_:set:)``.
    ///
    /// - Precondition: `set` points at the head of a set; `x` is not NaN. The word read is one of
    ///   as many as the head says.
    @inline(__always)
    static func goesLeft(_ x: Double, _ set: UnsafePointer<UInt32>) -> Bool {
        let head = set[0]
        let outside = head & outsideGoesLeft != 0
        guard x > -1, x < Double(CategorySets.limit) else { return outside }
        let category = Int(x)
        if head & refusesNegative != 0 {
            if x < 0 || head & isExact != 0 && Double(category) != x { return outside }
        }
        let word = category >> 5
        guard word < Int(head & countMask) else { return outside }
        return set[1 &+ word] >> UInt32(truncatingIfNeeded: category & 31) & 1 != 0
    }
}
