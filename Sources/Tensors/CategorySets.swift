/// The sets of categories that send a row left, for branches that ask for membership.
///
/// Libraries differ in what a number that is no category means, so that is said once for all sets.
public struct CategorySets: Equatable, Sendable {
    /// Which category a number is.
    public enum Rounding: UInt8, Sendable {
        /// The number without its fraction, so -0.5 is category 0 (LightGBM).
        case towardZero
        /// The same, but a negative number is no category (XGBoost).
        case down
        /// Whole numbers only.
        case exact
    }

    /// Where each set begins in `words`; one more than there are sets.
    public let offsets: [Int]
    /// 32 categories a word, the lowest bit first: bit `c % 32` of a set's word `c / 32`.
    public let words: [UInt32]
    public let rounding: Rounding
    /// Where a number goes that is no category, or one beyond the set's words.
    public let outsideGoesLeft: Bool

    /// A category's number is below this, as libraries convert it to 32 bits.
    static let limit = 1 << 31

    public init(
        offsets: [Int], words: [UInt32], rounding: Rounding, outsideGoesLeft: Bool
    ) throws(ForestError) {
        guard offsets.first == 0, offsets.last == words.count else { throw .sets }
        for (begin, end) in zip(offsets, offsets.dropFirst()) {
            guard begin <= end, end - begin <= Self.limit / 32 else { throw .sets }
        }
        self.offsets = offsets
        self.words = words
        self.rounding = rounding
        self.outsideGoesLeft = outsideGoesLeft
    }

    var count: Int { offsets.count - 1 }

    /// Whether `x`, which is not NaN, goes left at a branch that asks for `set`.
    func goesLeft(_ x: Double, set: Int) -> Bool {
        guard let category = category(of: x) else { return outsideGoesLeft }
        let word = offsets[set] + category / 32
        guard word < offsets[set + 1] else { return outsideGoesLeft }
        return words[word] >> UInt32(category % 32) & 1 == 1
    }

    private func category(of x: Double) -> Int? {
        guard x > -1, x < Double(Self.limit) else { return nil }
        switch rounding {
        case .towardZero: return Int(x)
        case .down: return x < 0 ? nil : Int(x)
        case .exact: return Int(exactly: x)
        }
    }
}
