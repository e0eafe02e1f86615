extension StageCheck {
    func check(_ head: ClassifyHead, _ flow: inout Flow) throws(WeightFault) {
        guard let classes, case .scores(let pairwise) = flow.state else {
            throw fault("needs classes")
        }
        if let pairwise, pairwise != classes {
            throw fault("follows an SVM of \(pairwise) classes, but there are \(classes)")
        }
        try check(scale: head.scale)
        guard head.binary == nil || flow.columns == 1 else {
            throw fault("arranges one score in columns, but gets \(flow.columns)")
        }
        if let probability = head.probability {
            try check(probability, isPairwise: pairwise != nil, flow)
        }
        let probabilities = try probabilityColumns(head, classes, flow, isPairwise: pairwise != nil)
        try check(head.label, head, classes, flow, isPairwise: pairwise != nil)
        flow.outputs = [OutputName.label.rawValue: 1]
        flow.outputs[OutputName.probabilities.rawValue] = probabilities
        flow.outputs[OutputName.decision.rawValue] = try decisionColumns(
            head, classes, flow, isPairwise: pairwise != nil)
        flow.state = .answered(.classification)
    }

    private func check(
        _ probability: PairwiseProbability, isPairwise: Bool, _ flow: Flow
    ) throws(WeightFault) {
        guard isPairwise else { throw fault("has Platt's parameters, but no SVM before it") }
        try tensor(probability.a, [flow.columns], [flow.precision.dtype])
        try tensor(probability.b, [flow.columns], [flow.precision.dtype])
    }

    /// Columns of `probabilities`; nil when the head gives none.
    private func probabilityColumns(
        _ head: ClassifyHead, _ classes: Int, _ flow: Flow, isPairwise: Bool
    ) throws(WeightFault) -> Int? {
        switch head.link {
        case .none: return nil
        case .pairwiseCoupling:
            guard isPairwise, head.probability != nil else {
                throw fault("couples pairs without an SVM's pairs and Platt's parameters")
            }
            return classes
        case .identity, .logistic, .logisticDirect, .logisticNormalized, .softmax, .softmaxDirect,
            .softmaxZero, .probit:
            break
        }
        if flow.columns == 1, head.binary == .single, classes <= 2 { return 1 }
        if flow.columns == 1, classes == 2 { return 2 }
        guard flow.columns == classes, !isPairwise || classes == flow.columns else {
            throw fault("has \(classes) classes for \(flow.columns) scores")
        }
        return classes
    }

    private func decisionColumns(
        _ head: ClassifyHead, _ classes: Int, _ flow: Flow, isPairwise: Bool
    ) throws(WeightFault) -> Int? {
        switch head.decision {
        case nil: return nil
        case .scores: return flow.columns
        case .oneVersusRest:
            guard isPairwise else { throw fault("sums pairs without an SVM's pairs before it") }
            return classes == 2 ? 1 : classes
        }
    }

    private func check(
        _ rule: LabelRule, _ head: ClassifyHead, _ classes: Int, _ flow: Flow, isPairwise: Bool
    ) throws(WeightFault) {
        switch rule {
        case .votes:
            guard isPairwise else { throw fault("counts votes without an SVM's pairs before it") }
        case .threshold(let at, _):
            guard flow.columns == 1, classes == 2, at.isFinite else {
                throw fault(
                    "holds a threshold against \(flow.columns) scores of \(classes) classes")
            }
        case .columnThreshold(let column, let at, _):
            guard flow.columns == 2, classes == 2, !isPairwise, (0...1).contains(column),
                at.isFinite
            else { throw fault("holds a threshold against score \(column) of \(flow.columns)") }
        case .largestScore:
            let summed = isPairwise && head.decision == .oneVersusRest
            guard flow.columns == classes && !isPairwise || summed else {
                throw fault("seeks the largest of \(flow.columns) scores for \(classes) classes")
            }
        case .largestProbability:
            guard head.link != .none, head.binary != .single || classes == 1 else {
                throw fault("seeks the largest probability, but does not give one a class")
            }
        }
    }
}
