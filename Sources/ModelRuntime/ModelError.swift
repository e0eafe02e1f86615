public import Tensors
public import WeightFormat

/// Why a weight file does not become a model.
public enum ModelError: Error, Equatable, Sendable {
    /// A tensor that the file's check let pass cannot be read.
    case weights(WeightError)
    /// The trees' arrays are no forest.
    case forest(ForestError)
    /// The oblivious trees' arrays do not fit one another.
    case oblivious(ObliviousError)
    /// Stages in an order that no model has.
    case stages(found: Int)
    /// The model's own sample row does not fit it, or is refused.
    case sample(reason: String)
    /// A golden row is refused.
    case refused(PredictionError)
}

extension ModelError: CustomStringConvertible {
    public var description: String {
        switch self {
        case .weights(let error): "\(error)"
        case .forest(let error):
            "the model's trees are damaged (\(error)); export the model again"
        case .oblivious(let error):
            "the model's trees are damaged (\(error)); export the model again"
        case .stages(let found):
            "the model has a head that is not the last of its \(found) stages; "
                + "export the model again"
        case .sample(let reason):
            "the model's sample row does not fit it (\(reason)); give another by --sample"
        case .refused(let error):
            "the model refuses a golden row (\(error)); export it again with others"
        }
    }
}
