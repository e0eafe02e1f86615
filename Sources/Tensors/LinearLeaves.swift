/// Leaves that answer with a linear function of the row in place of a number.
///
/// A leaf's answer is its constant and then, term by term in order, coefficient times feature. Where
/// one of its features is NaN the answer is the leaf's plain value (LightGBM's `linear_tree`).
public struct LinearLeaves: Equatable, Sendable {
    /// One a leaf.
    public let constants: [Double]
    /// Where each leaf's terms begin; one more than there are leaves.
    public let offsets: [Int]
    public let features: [Int32]
    public let coefficients: [Double]

    public init(
        constants: [Double], offsets: [Int], features: [Int32], coefficients: [Double]
    ) throws(ForestError) {
        guard offsets.count == constants.count + 1, offsets.first == 0,
            offsets.last == features.count, features.count == coefficients.count,
            zip(offsets, offsets.dropFirst()).allSatisfy({ $0 <= $1 })
        else { throw .linear }
        self.constants = constants
        self.offsets = offsets
        self.features = features
        self.coefficients = coefficients
    }

    func check(leaves: Int, columns: Int) throws(ForestError) {
        guard constants.count == leaves,
            features.allSatisfy({ $0 >= 0 && $0 < columns })
        else { throw .linear }
    }

    /// The answer of `leaf`, computed in the width `Sum`; nil where a feature is missing.
    func value<Row: Real, Sum: Real>(
        _ leaf: Int, _ row: ArraySlice<Row>, in width: Sum.Type
    ) -> Sum? {
        var value = Sum(constants[leaf])
        for term in offsets[leaf]..<offsets[leaf + 1] {
            let x = row[row.startIndex + Int(features[term])]
            guard !x.isNaN else { return nil }
            value += Sum(coefficients[term]) * Sum(x)
        }
        return value
    }
}
