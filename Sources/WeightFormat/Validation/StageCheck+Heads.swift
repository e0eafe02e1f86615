extension StageCheck {
    func check(_ head: RegressHead, _ flow: inout Flow) throws(WeightFault) {
        try refusePairs(flow)
        try check(scale: head.scale)
        guard head.link != .meanVariance || flow.columns == 2 else {
            throw fault("makes a mean and a variance of \(flow.columns) scores")
        }
        flow.outputs = [OutputName.value.rawValue: flow.columns]
        if head.decision != nil { flow.outputs[OutputName.decision.rawValue] = flow.columns }
        flow.state = .answered(.regression)
    }

    func check(_ head: OutlierHead, _ flow: inout Flow) throws(WeightFault) {
        try refusePairs(flow)
        guard flow.columns == 1, classes == 2 else {
            throw fault("needs one score and two classes, not \(flow.columns) and \(classes ?? 0)")
        }
        guard head.threshold.isFinite else { throw fault("has a threshold that is not finite") }
        flow.outputs = [OutputName.label.rawValue: 1, OutputName.score.rawValue: 1]
        flow.state = .answered(.outlier)
    }

    /// A scale before a link, if there is one.
    func check(scale: Double?) throws(WeightFault) {
        guard scale?.isFinite ?? true else { throw fault("has a scale that is not finite") }
    }

    private func refusePairs(_ flow: Flow) throws(WeightFault) {
        guard flow.state == .scores(pairwise: nil) else {
            throw fault("cannot follow an SVM of pairwise scores")
        }
    }
}
