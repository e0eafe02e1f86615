import HTTPTypes
import InferenceAPI
import ModelRuntime
import Serving

extension ProblemResponse {
    /// Rows that do not fit the model.
    init(_ error: BatchError) {
        switch error {
        case .values, .missing, .infinite, .matrix, .columns, .length, .type:
            self.init(.unfitData, .unprocessableContent, "\(error).".capitalizedSentence)
        }
    }

    /// A row that the model refuses.
    init(_ error: PredictionError) {
        self.init(.unfitData, .unprocessableContent, "\(error).".capitalizedSentence)
    }

    static let deadlinePassed = ProblemResponse(
        .deadlinePassed, .gatewayTimeout, "The deadline had passed before the prediction began.")
}

extension String {
    fileprivate var capitalizedSentence: String {
        prefix(1).uppercased() + dropFirst()
    }
}
