extension GraphLowering {
    /// Reads one node: adds nodes of the new graph, and says what its outputs are.
    typealias Operation = @Sendable (inout GraphLowering, Node) throws(ImportFault) -> Void

    /// Every operator known here, by domain and name; families of a kind add theirs.
    static let operators: [String: [String: Operation]] = [
        "": elementwise.merging(pairwise) { $1 }.merging(along) { $1 }.merging(shaping) { $1 }
            .merging(choosing) { $1 }.merging(plain) { $1 },
        "ai.onnx.ml": categorical.merging(learned) { $1 },
        "com.microsoft": [
            "CDist": { (lowering, node) throws(ImportFault) in try lowering.distances(node) }
        ],
    ]

    private static let plain: [String: Operation] = [
        "Identity": { (lowering, node) throws(ImportFault) in
            lowering.name(node, 0, try lowering.input(node))
        },
        "Dropout": { (lowering, node) throws(ImportFault) in
            lowering.name(node, 0, try lowering.input(node))
        },
        "Constant": { (lowering, node) throws(ImportFault) in try lowering.constant(node) },
        "Cast": { (lowering, node) throws(ImportFault) in try lowering.cast(node) },
        "Scan": { (lowering, node) throws(ImportFault) in try lowering.scan(node) },
        "StringNormalizer": { (lowering, node) throws(ImportFault) in
            try lowering.stringNormalizer(node)
        },
    ]
}
