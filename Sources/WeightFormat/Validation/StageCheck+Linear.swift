extension StageCheck {
    func check(_ stage: LinearStage, _ flow: inout Flow) throws(WeightFault) {
        let coefficients = try tensor(stage.coefficients, rank: 2, flow.precision)
        let outputs = coefficients.shape[0]
        try tensor(stage.coefficients, [outputs, flow.columns], [flow.precision.dtype])
        try tensor(stage.intercepts, [outputs], [flow.precision.dtype])
        try give(outputs, flow.precision, &flow)
    }
}
