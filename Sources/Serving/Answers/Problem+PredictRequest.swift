import HTTPTypes
public import InferenceAPI

extension ProblemResponse {
    /// What a fault in a predict request's body is answered with.
    public init(_ error: PredictRequestError) {
        switch error {
        case .notJSON: self.init(.notJSON, .badRequest, error.description)
        case .wrongType, .duplicateData: self.init(.wrongType, .badRequest, error.description)
        case .missingData, .emptyData, .emptyRow, .ragged:
            self.init(.unfitData, .unprocessableContent, error.description)
        case .tooManyRows, .tooManyFeatures, .tooManyBytes:
            self.init(.tooLarge, .contentTooLarge, error.description)
        }
    }
}
