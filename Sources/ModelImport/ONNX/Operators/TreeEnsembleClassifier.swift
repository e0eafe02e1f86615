import WeightFormat

extension Lowering {
    /// `TreeEnsembleClassifier`: leaves summed class by class.
    mutating func treeEnsembleClassifier(_ node: Node) throws(ImportFault) {
        try takeRows(node)
        let labels = try ClassLabels(node, integers: "classlabels_int64s")
        let nodes = try EnsembleNodes(node)
        let flat = try FlatEnsemble(nodes, columns: try knownColumns(node), node)
        let weights = try LeafWeights(
            node, prefix: "class", outputs: labels.labels.count, nodes)
        let shape = try TreeClassifierShape(
            TreeClassifierShape.Facts(
                labels: labels, ids: weights.ids, areAllPositive: weights.areAllPositive,
                base: try node.numbers("base_values"), post: try PostTransform(node)),
            node)
        try checkCertainty(weights, flat, shape, labels, node)
        let leaves = try LeafTable(
            weights, flat, routes: shape.routes, outputs: shape.outputs, node)
        trees(flat, leaves, outputs: shape.outputs, base: shape.base)
        head = .classify(shape.head, shape.classes)
        name(node, 0, .output(.label))
        name(node, 1, .output(.probabilities))
    }

    /// ONNX Runtime treats a class to which none of a row's leaves adds otherwise than a class of
    /// score zero. A description cannot, so each class that matters must get a weight in every row.
    private func checkCertainty(
        _ weights: LeafWeights, _ flat: FlatEnsemble, _ shape: TreeClassifierShape,
        _ labels: ClassLabels, _ node: Node
    ) throws(ImportFault) {
        let needed: Set<Int>
        switch labels.labels.count {
        case 1: needed = []
        case 2: needed = shape.base == nil ? weights.ids.subtracting([0]) : weights.ids
        case let count:
            needed = shape.base == nil && !weights.areAllPositive ? Set(0..<count) : []
        }
        for id in needed.sorted() where !weights.isCertain(id, flat) {
            throw node.unsupported("has rows to whose class \(id) no leaf adds")
        }
    }
}
