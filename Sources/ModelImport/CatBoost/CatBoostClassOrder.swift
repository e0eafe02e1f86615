/// Which class each of a model's scores stands for.
///
/// A class that was named but never met in training has no score: CatBoost answers minus infinity.
struct CatBoostClassOrder: Equatable {
    /// The column of each score.
    private let columns: [Int]
    let outputs: Int

    /// Scores as they are.
    init(scores: Int) {
        columns = Array(0..<scores)
        outputs = scores
    }

    /// - Parameter columns: different places below `outputs`.
    init(columns: [Int], outputs: Int) {
        self.columns = columns
        self.outputs = outputs
    }

    var changes: Bool { columns != Array(0..<outputs) }

    /// One row of scores in the order of the classes.
    func apply(_ scores: [Double], absent: Double) -> [Double] {
        var row = [Double](repeating: absent, count: outputs)
        for (score, column) in zip(scores, columns) { row[column] = score }
        return row
    }
}
