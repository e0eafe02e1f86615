extension ModelDescription {
    /// Whether the model may name another class than the one with the largest probability.
    public var hasOwnLabels: Bool {
        guard case .classify(let head)? = stages.last else { return false }
        return switch head.label {
        case .votes, .columnThreshold: true
        case .threshold, .largestScore, .largestProbability: false
        }
    }
}
