import WeightFormat

extension Lowering {
    /// `SVMRegressor`: a value, or with `one_class` the label -1 or 1 of its sign. ONNX Runtime
    /// passes over its `post_transform`.
    mutating func svmRegressor(_ node: Node) throws(ImportFault) {
        try takeRows(node)
        castToFloat32()
        guard let vectors = try node.integer("n_supports") else {
            throw node.fault("does not say its n_supports")
        }
        guard let rho = try node.floats("rho").first else { throw node.fault("has no rho") }
        if vectors > 0 {
            try svm(node, vectors: vectors, perClass: nil, intercepts: [rho])
        } else {
            try linear(node, coefficients: try node.floats("coefficients"), intercepts: [rho])
        }
        _ = try PostTransform(node)
        if try node.integer("one_class") ?? 0 != 0 {
            head = .outlier(OutlierHead(threshold: 0, inclusive: false))
            name(node, 0, .signs)
        } else {
            head = .regress(RegressHead(link: .identity))
            name(node, 0, .output(.value))
        }
    }
}
