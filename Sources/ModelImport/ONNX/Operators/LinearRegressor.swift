import WeightFormat

extension Lowering {
    /// `LinearRegressor`: one row of coefficients a target.
    mutating func linearRegressor(_ node: Node) throws(ImportFault) {
        try takeRows(node)
        castToFloat32()
        let targets = try node.integer("targets") ?? 1
        let intercepts = try node.floats("intercepts")
        guard (1...Limits.columns).contains(targets) else {
            throw node.fault("has \(targets) targets")
        }
        guard intercepts.isEmpty || intercepts.count == targets else {
            throw node.fault("has \(intercepts.count) intercepts for \(targets) targets")
        }
        try linear(
            node, coefficients: try node.floats("coefficients"),
            intercepts: intercepts.isEmpty ? [Float](repeating: 0, count: targets) : intercepts)
        head = .regress(RegressHead(link: try PostTransform(node).regressLink(targets: targets)))
        name(node, 0, .output(.value))
    }

    /// Adds the stage `x · coefficientsᵀ + intercepts`, one intercept an output.
    mutating func linear(
        _ node: Node, coefficients: [Float], intercepts: [Float]
    ) throws(ImportFault) {
        guard !intercepts.isEmpty, !coefficients.isEmpty,
            coefficients.count % intercepts.count == 0
        else {
            throw node.fault(
                "has \(coefficients.count) coefficients for \(intercepts.count) outputs")
        }
        var features = coefficients.count / intercepts.count
        var coefficients = coefficients
        // Of rows with fewer columns ONNX Runtime takes the first numbers for the coefficients.
        if let columns, columns > 0, columns < features {
            features = columns
            coefficients = Array(coefficients.prefix(columns * intercepts.count))
        }
        try confirm(columns: features, node)
        let stage = LinearStage(
            coefficients: keep(
                .float32(coefficients, shape: [intercepts.count, features]), as: "coefficients"),
            intercepts: keep(.float32(intercepts), as: "intercepts"))
        stages.append(.linear(stage))
    }
}
