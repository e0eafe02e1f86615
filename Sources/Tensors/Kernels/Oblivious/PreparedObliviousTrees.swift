/// Oblivious trees in the fastest forms that cover them.
public struct PreparedObliviousTrees: Sendable {
    private let features: Int
    private let outputs: Int
    private let scale: Double
    private let bias: [Double]
    private let ranks: RankPlan<Float, Double>
    /// For what ranks do not answer; nil where they answer all.
    private let levels: LevelTrees?
    public let plan: KernelPlan

    public init(_ trees: ObliviousTrees, for instructionSet: InstructionSet = .best) {
        self.init(trees, for: instructionSet, choosing: .cheapest)
    }

    package init(
        _ trees: ObliviousTrees, for instructionSet: InstructionSet, choosing choice: FormChoice
    ) {
        features = trees.features
        outputs = trees.outputs
        scale = trees.scale
        bias = trees.bias
        ranks = RankPlan(
            RankSource(trees), features: trees.features, for: instructionSet, choosing: choice)
        levels = ranks.answersSingleRows ? nil : LevelTrees(trees)
        plan = ranks.description("level by level", for: instructionSet)
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
        if rows >= ranks.rowsForBlock, let ranked = ranks.forest {
            ranked.addBlocks(x, rows: rows, to: sums)
        } else if let levels {
            levels.add(x, rows: rows, to: sums)
        } else if let ranked = ranks.forest {
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
