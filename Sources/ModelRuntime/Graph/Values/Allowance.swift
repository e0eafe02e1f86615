/// What the evaluation of a graph may not exceed, whatever a file or a batch asks for.
enum GraphLimits {
    /// Elements of one value.
    static let elements = 1 << 27
    /// Texts of one value, which take more room each.
    static let texts = 1 << 23
    /// Elements made and multiplications done by one prediction, each round of a loop counted too.
    static let work = 1 << 42
    /// The same for trying the sample row when a model is loaded.
    static let trialWork = 1 << 28
    /// What a node costs beside its elements.
    static let nodeWork = 64
}

/// The work that an evaluation may still do.
struct Allowance {
    private var remaining: Int

    init(work: Int = GraphLimits.work) { remaining = work }

    mutating func spend(_ work: Int) throws(Misfit) {
        guard work <= remaining else { throw Misfit("is more work than a prediction may be") }
        remaining -= work
    }

    /// The number of elements of a value of this shape, which is about to be made.
    mutating func reserve(_ shape: [Int]) throws(Misfit) -> Int {
        var count = 1
        for dimension in shape {
            let (next, overflow) = count.multipliedReportingOverflow(by: dimension)
            guard dimension >= 0, !overflow else { throw Misfit("makes a value of shape \(shape)") }
            count = next
        }
        guard count <= GraphLimits.elements else {
            throw Misfit("makes \(count) elements where \(GraphLimits.elements) may be")
        }
        try spend(count)
        return count
    }
}
