import WeightFormat

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#elseif canImport(Darwin)
    import Darwin
#endif

/// What a model answers: by its loss, and by the classes that its `model_info` names.
struct CatBoostOutputs {
    let task: ModelDescription.Task
    let head: Stage
    let classes: [ClassLabel]?
    let order: CatBoostClassOrder

    init(_ model: DocumentCursor, scores: Int) throws(ImportFault) {
        let info = try model.member("model_info")
        let loss = try CatBoostLoss(info)
        let classes = try CatBoostClasses(info, scores: scores)
        guard loss.isClassification || (loss.isUnknown && classes != nil) else {
            task = .regression
            head = .regress(RegressHead(link: loss.regressLink, decision: .scores))
            self.classes = nil
            order = CatBoostClassOrder(scores: scores)
            return
        }
        let named = classes ?? CatBoostClasses(scores: scores)
        task = .classification
        self.classes = named.labels
        order = named.order
        head = .classify(
            scores == 1
                ? Self.binary(threshold: try Self.threshold(info))
                : ClassifyHead(
                    link: loss.hasOwnSigmoids ? .logistic : .softmax, label: .largestScore,
                    decision: .scores))
    }

    private static func binary(threshold: Double) -> ClassifyHead {
        ClassifyHead(
            link: .logistic, binary: .complement, label: .threshold(threshold, inclusive: false),
            decision: .scores)
    }

    /// The score above which class 1 is named: 0, or that of the probability that someone set.
    private static func threshold(_ info: DocumentCursor) throws(ImportFault) -> Double {
        guard let cursor = try info.optional("binclass_probability_threshold") else { return 0 }
        let probability: Double?
        if case .text(let text) = cursor.value {
            probability = Double(text)
        } else {
            probability = try cursor.real()
        }
        guard let probability, probability > 0, probability < 1 else {
            throw cursor.fault("a probability between 0 and 1")
        }
        return -log(1 / probability - 1)
    }
}
