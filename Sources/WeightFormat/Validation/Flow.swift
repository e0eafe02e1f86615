/// What comes out of the stages checked so far.
struct Flow: Equatable {
    enum State: Equatable {
        /// Rows of numbers, for another transform or a predictor.
        case rows
        /// Scores, for a head; with `pairwise`, one a pair of that many classes.
        case scores(pairwise: Int?)
        /// The outputs: nothing may follow.
        case answered(ModelDescription.Task)
    }

    /// Numbers a row.
    var columns: Int
    var precision: Precision
    var state: State = .rows
    /// Whether no stage has been passed yet.
    var isEntry = true
    /// Columns of each output by name, once they are known.
    var outputs: [String: Int] = [:]

    init(columns: Int, precision: Precision) {
        self.columns = columns
        self.precision = precision
    }
}

/// The names by which a model answers.
public enum OutputName: String, CaseIterable, Codable, Sendable {
    case label, probabilities, decision, value, score, transformed
}
