/// A forest in the fastest forms that cover it, for rows of width `Row`, summed in width `Sum`.
///
/// Blocks of rows and single rows may take different forms: all of them add a row's leaves in tree
/// order, so their answers are the same bits.
public struct PreparedForest<Row: Real, Sum: Real>: Sendable {
    private let features: Int
    private let ends: ForestEnds<Sum>
    private let ranks: RankPlan<Row, Sum>
    /// For what ranks do not answer; nil where they answer all.
    private let walked: WalkedForest<Row, Sum>?
    /// For what no other form covers.
    private let plain: FlatForest?
    public let plan: KernelPlan

    public init(_ forest: FlatForest, for instructionSet: InstructionSet = .best) {
        self.init(forest, for: instructionSet, choosing: .cheapest)
    }

    package init(
        _ forest: FlatForest, for instructionSet: InstructionSet, choosing choice: FormChoice
    ) {
        features = forest.features
        ends = ForestEnds(forest)
        ranks = RankPlan(
            RankSource(forest, rows: Row.self), features: forest.features, for: instructionSet,
            choosing: choice)
        walked = ranks.answersSingleRows ? nil : WalkedForest(forest, for: instructionSet)
        plain = ranks.forest == nil && walked == nil ? forest : nil
        plan = ranks.description(walked?.layout ?? "plain arrays", for: instructionSet)
    }

    /// Scores, rows x outputs; equal to the flat forest's bit for bit.
    ///
    /// - Precondition: `x` has the forest's features.
    public func scores(_ x: Matrix<Row>) -> Matrix<Sum> {
        var scores = Matrix<Sum>(rows: 0, columns: 0)
        fill(&scores, x)
        return scores
    }

    /// The same, in the storage of `scores`.
    @specialized(where Row == Float, Sum == Float)
    @specialized(where Row == Float, Sum == Double)
    @specialized(where Row == Double, Sum == Float)
    @specialized(where Row == Double, Sum == Double)
    public func fill(_ scores: inout Matrix<Sum>, _ x: Matrix<Row>) {
        precondition(x.columns == features, "a row has the model's features")
        if let plain {
            scores = plain.scores(x, summedIn: Sum.self)
            return
        }
        let rows = x.rows
        scores.reuse(rows: rows, columns: ends.outputs)
        x.values.withUnsafeBufferPointer { x in
            scores.values.withUnsafeMutableBufferPointer { sums in
                // Without rows there is nothing to fill. A forest has outputs and, but for the plain
                // one, features.
                guard let sums = sums.baseAddress, let x = x.baseAddress else { return }
                fill(sums, x, rows: rows)
            }
        }
    }

    /// - Precondition: `x` points at rows x features numbers, `sums` at room for rows x outputs; the
    ///   forest is not plain.
    @inline(__always)
    private func fill(_ sums: UnsafeMutablePointer<Sum>, _ x: UnsafePointer<Row>, rows: Int) {
        ends.begin(sums, rows: rows)
        if rows >= ranks.rowsForBlock, let ranked = ranks.forest {
            ranked.addBlocks(x, rows: rows, to: sums)
        } else if let walked {
            walked.add(
                UnsafeBufferPointer(start: x, count: rows * features), rows: rows, to: sums)
        } else if let ranked = ranks.forest {
            ranked.addRows(x, rows: rows, to: sums)
        }
        ends.finish(sums, rows: rows)
    }
}
