import InferenceAPI

extension Signature {
    /// By a member's `/metadata`; nil where that does not say which classes there are.
    init?(_ metadata: ModelMetadata) {
        guard metadata.model != nil else { return nil }
        self.init(
            classes: metadata.classes.map { .labels($0) } ?? Classes.none,
            hasOwnLabels: metadata.labels != nil, release: metadata.release)
    }

    /// By its `/label`, where `/metadata` did not say it; nil: it has none.
    init(_ labels: LabelDocument?) {
        self.init(classes: labels.map { .labels($0.labels) } ?? .unnamed)
    }
}
