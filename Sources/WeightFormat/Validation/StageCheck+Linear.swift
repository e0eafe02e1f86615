extension StageCheck {
    func check(_ stage: LinearStage, _ flow: inout Flow) throws(WeightFault) {
        let outputs = try product(stage.coefficients, stage.intercepts, flow)
        try give(outputs, flow.precision, &flow)
    }

    func check(_ stage: DenseStage, _ flow: inout Flow) throws(WeightFault) {
        let columns = try product(stage.coefficients, stage.intercepts, flow)
        guard (1...Limits.columns).contains(columns) else {
            throw fault("gives \(columns) columns where 1 to \(Limits.columns) may be")
        }
        flow.columns = columns
    }

    /// How many columns the product of a row has.
    private func product(
        _ coefficients: String, _ intercepts: String, _ flow: Flow
    ) throws(WeightFault) -> Int {
        let outputs = try tensor(coefficients, rank: 2, flow.precision).shape[0]
        try tensor(coefficients, [outputs, flow.columns], [flow.precision.dtype])
        try tensor(intercepts, [outputs], [flow.precision.dtype])
        return outputs
    }
}
