/// One term of a linear leaf.
struct LinearTerm<Sum: Real>: Sendable {
    let coefficient: Sum
    let feature: Int
}

/// The linear functions of leaves, side by side.
struct PackedLeaves<Sum: Real>: Sendable {
    struct Leaf: Sendable {
        let constant: Sum
        let first: Int
        let end: Int
    }

    let leaves: [Leaf]
    let terms: [LinearTerm<Sum>]

    init(_ linear: LinearLeaves) {
        leaves = linear.constants.indices.map { leaf in
            Leaf(
                constant: Sum(linear.constants[leaf]), first: linear.offsets[leaf],
                end: linear.offsets[leaf + 1])
        }
        terms = zip(linear.features, linear.coefficients).map {
            LinearTerm(coefficient: Sum($1), feature: Int($0))
        }
    }

    /// The answer of `leaf`; nil where a feature of it is missing.
    ///
    /// - Precondition: `row` points at the forest's features, below which those of the terms are.
    @inline(__always)
    func value<Row: Real>(_ leaf: Int, _ row: UnsafePointer<Row>) -> Sum? {
        var value = leaves[leaf].constant
        for term in leaves[leaf].first..<leaves[leaf].end {
            let x = row[terms[term].feature]
            guard !x.isNaN else { return nil }
            value += terms[term].coefficient * Sum(x)
        }
        return value
    }
}
