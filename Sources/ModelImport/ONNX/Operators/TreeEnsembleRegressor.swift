import WeightFormat

extension Lowering {
    /// `TreeEnsembleRegressor`: leaves aggregated to one or more targets.
    mutating func treeEnsembleRegressor(_ node: Node) throws(ImportFault) {
        try takeRows(node)
        let targets = try node.integer("n_targets") ?? 1
        guard (1...Limits.columns).contains(targets) else {
            throw node.fault("has \(targets) targets")
        }
        let aggregate = try aggregate(node)
        let nodes = try EnsembleNodes(node)
        let flat = try FlatEnsemble(nodes, columns: try knownColumns(node), node)
        let weights = try LeafWeights(node, prefix: "target", outputs: targets, nodes)
        let routes = weights.ids.sorted().map { LeafRoute(id: $0, output: $0) }
        let leaves = try LeafTable(weights, flat, routes: routes, outputs: targets, node)
        try checkExtremes(aggregate, weights, flat, leaves, targets: targets, node)
        trees(
            flat, leaves, outputs: targets, aggregate: aggregate,
            base: try base(weights, flat, targets: targets, node))
        head = .regress(RegressHead(link: try PostTransform(node).regressLink(targets: targets)))
        name(node, 0, .output(.value))
    }

    /// The base values. Among several targets, one to which no leaf adds answers 0 and not its base.
    private func base(
        _ weights: LeafWeights, _ flat: FlatEnsemble, targets: Int, _ node: Node
    ) throws(ImportFault) -> [Double]? {
        var base = try node.numbers("base_values")
        guard !base.isEmpty else { return nil }
        guard base.count == targets else {
            throw node.fault("has \(base.count) base values for \(targets) targets")
        }
        guard targets > 1 else { return base }
        for target in 0..<targets where !weights.isCertain(target, flat) {
            guard !weights.ids.contains(target) else {
                throw node.unsupported("has rows to whose target \(target) no leaf adds")
            }
            base[target] = 0
        }
        return base
    }

    private func aggregate(_ node: Node) throws(ImportFault) -> TreesStage.Aggregate {
        let text = try node.text("aggregate_function") ?? "SUM"
        switch text {
        case "SUM": return .sum
        case "AVERAGE": return .average
        case "MIN": return .min
        case "MAX": return .max
        default: throw node.fault("has the unknown aggregate_function '\(text.prefix(40))'")
        }
    }

    /// A sum may take a leaf that says nothing of a target for zero, an extreme may not.
    func checkExtremes(
        _ aggregate: TreesStage.Aggregate, _ weights: LeafWeights, _ flat: FlatEnsemble,
        _ leaves: LeafTable, targets: Int, _ node: Node
    ) throws(ImportFault) {
        guard aggregate == .min || aggregate == .max, leaves.treeOutputs == nil else { return }
        let areFull = flat.leaves.allSatisfy { Set(weights.ofNode[$0].map(\.id)).count == targets }
        guard areFull else {
            throw node.unsupported("takes the extreme of leaves that leave out a target")
        }
    }
}
