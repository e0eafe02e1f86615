public import WeightFormat

extension Predictions {
    /// The numbers of an output; nil for labels and for what the model does not give.
    public func numbers(_ output: OutputName) -> Numbers? {
        switch output {
        case .label: nil
        case .probabilities: probabilities
        case .decision: decision
        case .value: value
        case .score: score
        case .transformed: transformed
        }
    }
}
