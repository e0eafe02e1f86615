extension StageCheck {
    func check(_ stage: ScalerStage, _ flow: inout Flow) throws(WeightFault) {
        try tensor(stage.offset, [flow.columns], [flow.precision.dtype])
        try tensor(stage.scale, [flow.columns], [flow.precision.dtype])
    }
}
