/// What a forest's sums begin with, and what becomes of them behind the last tree.
struct ForestEnds<Sum: Real>: Sendable {
    let outputs: Int
    /// What the sums begin with; zeros if nil.
    private let start: [Sum]?
    /// By what they are divided in the end.
    private let divisor: Sum?
    /// What is added to them in the end.
    private let base: [Sum]?

    init(_ forest: FlatForest) {
        outputs = forest.outputs
        divisor = forest.aggregate == .average ? Sum(forest.roots.count) : nil
        let base = forest.base?.map { Sum($0) }
        start = forest.aggregate == .sumFromBase ? base : nil
        self.base = forest.aggregate == .sumFromBase ? nil : base
    }

    /// - Precondition: `sums` has room for rows x outputs.
    func begin(_ sums: UnsafeMutablePointer<Sum>, rows: Int) {
        guard let start else {
            sums.initialize(repeating: 0, count: rows * outputs)
            return
        }
        for row in 0..<rows {
            for output in 0..<outputs {
                (sums + (row &* outputs &+ output)).initialize(to: start[output])
            }
        }
    }

    /// - Precondition: `sums` holds rows x outputs.
    func finish(_ sums: UnsafeMutablePointer<Sum>, rows: Int) {
        guard divisor != nil || base != nil else { return }
        for row in 0..<rows {
            for output in 0..<outputs {
                let place = sums + (row &* outputs &+ output)
                if let divisor { place.pointee /= divisor }
                if let base { place.pointee += base[output] }
            }
        }
    }
}
