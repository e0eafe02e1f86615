import WeightFormat

extension Lowering {
    /// `TreeEnsemble` of version 5: nodes and leaves in lists of their own, one number a leaf.
    mutating func treeEnsemble(_ node: Node) throws(ImportFault) {
        try takeRows(node)
        let targets = try node.integer("n_targets") ?? 1
        guard (1...Limits.columns).contains(targets) else {
            throw node.fault("has \(targets) targets")
        }
        let source = try NestedEnsemble(node)
        let flat = try FlatEnsemble(
            source.nodes, roots: source.roots, columns: try knownColumns(node), node)
        let weights = try LeafWeights(
            of: source.nodes, targets: source.targets, values: source.weights, outputs: targets,
            node)
        let routes = weights.ids.sorted().map { LeafRoute(id: $0, output: $0) }
        let leaves = try LeafTable(weights, flat, routes: routes, outputs: targets, node)
        let aggregate = try source.aggregate(node)
        try checkExtremes(aggregate, weights, flat, leaves, targets: targets, node)
        let result = precision
        trees(
            flat, leaves, outputs: targets, aggregate: aggregate, base: nil, sets: source.sets,
            result: result)
        let post = try source.postTransform(node)
        head = .regress(RegressHead(link: post.regressLink(targets: targets)))
        name(node, 0, .output(.value))
    }
}
