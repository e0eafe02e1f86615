extension StageCheck {
    func check(_ stage: NeighborsStage, _ flow: inout Flow) throws(WeightFault) {
        let type = [flow.precision.dtype]
        let points = try tensor(stage.points, rank: 2, flow.precision).shape[0]
        guard points >= 1 else { throw fault("has no points") }
        try tensor(stage.points, [points, flow.columns], type)
        let outputs = try tensor(stage.targets, rank: 2, flow.precision).shape[1]
        try tensor(stage.targets, [points, outputs], type)
        if let outlier = stage.outlier { try tensor(outlier, [outputs], type) }
        try checkReach(stage, points)
        let power = stage.power ?? 2
        guard power.isFinite, power >= 1, stage.metric != .minkowski || stage.power != nil else {
            throw fault("has the power \(power) of a metric where a number of at least 1 is due")
        }
        try give(outputs, flow.precision, &flow)
    }

    /// One of a number of neighbors and a radius.
    private func checkReach(_ stage: NeighborsStage, _ points: Int) throws(WeightFault) {
        switch (stage.neighbors, stage.radius) {
        case (let count?, nil):
            guard (1...points).contains(count) else {
                throw fault("asks for \(count) neighbors of its \(points) points")
            }
        case (nil, let radius?):
            guard radius.isFinite, radius >= 0 else { throw fault("has the radius \(radius)") }
        default: throw fault("needs either a number of neighbors or a radius")
        }
    }
}
