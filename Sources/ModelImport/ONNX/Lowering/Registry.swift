extension Lowering {
    /// Reads one node: adds its stage, or says what its outputs are.
    typealias Operation = @Sendable (inout Lowering, Node) throws(ImportFault) -> Void

    /// Every operator known here, by domain and name. A new one is a file under `Operators` and a
    /// line here.
    static let operators: [String: [String: Operation]] = [
        "": [
            "Cast": { (lowering, node) throws(ImportFault) in try lowering.cast(node) },
            "Identity": { (lowering, node) throws(ImportFault) in try lowering.identity(node) },
            "Sign": { (lowering, node) throws(ImportFault) in try lowering.sign(node) },
        ],
        "ai.onnx.ml": [
            "LinearClassifier": { (lowering, node) throws(ImportFault) in
                try lowering.linearClassifier(node)
            },
            "LinearRegressor": { (lowering, node) throws(ImportFault) in
                try lowering.linearRegressor(node)
            },
            "Normalizer": { (lowering, node) throws(ImportFault) in try lowering.normalizer(node) },
            "SVMClassifier": { (lowering, node) throws(ImportFault) in
                try lowering.svmClassifier(node)
            },
            "SVMRegressor": { (lowering, node) throws(ImportFault) in
                try lowering.svmRegressor(node)
            },
            "Scaler": { (lowering, node) throws(ImportFault) in try lowering.scaler(node) },
            "TreeEnsemble": { (lowering, node) throws(ImportFault) in
                try lowering.treeEnsemble(node)
            },
            "TreeEnsembleClassifier": { (lowering, node) throws(ImportFault) in
                try lowering.treeEnsembleClassifier(node)
            },
            "TreeEnsembleRegressor": { (lowering, node) throws(ImportFault) in
                try lowering.treeEnsembleRegressor(node)
            },
            "ZipMap": { (lowering, node) throws(ImportFault) in try lowering.zipMap(node) },
        ],
    ]
}
