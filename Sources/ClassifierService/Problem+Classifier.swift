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

    /// What a fault in an inference request's body is answered with.
    init(_ error: InferenceRequestError) {
        switch error {
        case .notJSON: self.init(.notJSON, .badRequest, error.description)
        case .wrongType, .duplicateKey, .duplicateInput, .duplicateOutput, .unsupported,
            .unknownDatatype, .badShape, .noJSONForm, .badElement, .dataTwice, .notUTF8,
            .outOfRange:
            self.init(.wrongType, .badRequest, error.description)
        case .headerLength, .binaryBeyondBody, .binarySize, .textBeyondData, .textsLeft,
            .binaryLeft, .rawSize:
            self.init(.badRequest, .badRequest, error.description)
        case .missingKey, .noInputs, .elements, .ragged:
            self.init(.unfitData, .unprocessableContent, error.description)
        case .tooManyBytes, .tooManyInputs, .tooManyRows, .tooManyFeatures:
            self.init(.tooLarge, .contentTooLarge, error.description)
        }
    }

    /// Inputs that are not the model's.
    init(_ error: InputsError, model: String) {
        self.init(.unfitData, .unprocessableContent, "\(model) \(error)")
    }

    static let deadlinePassed = ProblemResponse(
        .deadlinePassed, .gatewayTimeout, "The deadline had passed before the prediction began.")
}

extension String {
    fileprivate var capitalizedSentence: String {
        prefix(1).uppercased() + dropFirst()
    }
}
