extension StageCheck {
    func check(_ head: RegressHead, _ flow: inout Flow) throws(WeightFault) {
        try refusePairs(flow)
        flow.outputs = [OutputName.value.rawValue: flow.columns]
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

    private func refusePairs(_ flow: Flow) throws(WeightFault) {
        guard flow.state == .scores(pairwise: nil) else {
            throw fault("cannot follow an SVM of pairwise scores")
        }
    }
}
