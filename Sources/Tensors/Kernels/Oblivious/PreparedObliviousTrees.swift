/// Oblivious trees in the fastest forms that cover them.
public struct PreparedObliviousTrees: Sendable {
    private let features: Int
    private let outputs: Int
    private let scale: Double
    private let bias: [Double]
    private let ranked: RankedForest<Float, Double>?
    /// For what `ranked` does not answer; nil where it answers all.
    private let levels: LevelTrees?
    public let plan: ForestPlan

    public init(_ trees: ObliviousTrees, for instructionSet: InstructionSet = .best) {
        features = trees.features
        outputs = trees.outputs
        scale = trees.scale
        bias = trees.bias
        ranked = RankSource(trees).flatMap {
            RankedForest($0, features: trees.features, kernels: KernelSet(instructionSet))
        }
        levels = ranked?.answersSingleRows == true ? nil : LevelTrees(trees)
        plan = ForestPlan(
            blocks: ranked == nil ? "levels" : "ranks",
            singleRows: levels == nil ? "ranks" : "levels", reason: "")
    }

    /// Scores, rows x outputs: leaves summed in tree order, then scaled and moved.
    public func scores(_ x: Matrix<Float>) -> Matrix<Double> {
        var scores = Matrix<Double>(rows: 0, columns: 0)
        fill(&scores, x)
        return scores
    }

    /// The same, in the storage of `scores`.
    public func fill(_ scores: inout Matrix<Double>, _ x: Matrix<Float>) {
        precondition(x.columns == features, "a row has the model's features")
        let rows = x.rows
        scores.reuse(rows: rows, columns: outputs)
        x.values.withUnsafeBufferPointer { x in
            scores.values.withUnsafeMutableBufferPointer { sums in
                // Without rows there is nothing to fill.
                guard let sums = sums.baseAddress, let x = x.baseAddress else { return }
                fill(sums, x, rows: rows)
            }
        }
    }

    /// - Precondition: `x` points at rows x features numbers, `sums` at room for rows x outputs.
    private func fill(_ sums: UnsafeMutablePointer<Double>, _ x: UnsafePointer<Float>, rows: Int) {
        sums.initialize(repeating: 0, count: rows * outputs)
        if let ranked, rows >= ranked.rowsForBlock {
            ranked.addBlocks(x, rows: rows, to: sums)
        } else if let levels {
            levels.add(x, rows: rows, to: sums)
        } else if let ranked {
            ranked.addRows(x, rows: rows, to: sums)
        }
        for row in 0..<rows {
            for output in 0..<outputs {
                let place = sums + (row &* outputs &+ output)
                place.pointee = place.pointee * scale + bias[output]
            }
        }
    }
}
