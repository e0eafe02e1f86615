import WeightFormat

/// Which score a class's or target's weights go to, as they are or negated.
struct LeafRoute: Equatable {
    var id: Int
    var output: Int
    var isNegated = false
}

/// The numbers of the leaves as a ``TreesStage`` has them.
struct LeafTable {
    /// [leaves, outputs], or [leaves] where each tree has one output.
    var values: [Double]
    var treeOutputs: [Int32]?

    init(
        _ weights: LeafWeights, _ flat: FlatEnsemble, routes: [LeafRoute], outputs: Int,
        _ node: Node
    ) throws(ImportFault) {
        let byID = Dictionary(grouping: routes, by: \.id)
        if outputs > 1, let owners = Self.owners(weights, flat, byID) {
            treeOutputs = owners
            values = flat.leaves.map { source in
                weights.ofNode[source].flatMap { weight in
                    (byID[weight.id] ?? []).map { $0.isNegated ? -weight.value : weight.value }
                }.reduce(0, +)
            }
            return
        }
        let (size, overflow) = flat.leaves.count.multipliedReportingOverflow(by: outputs)
        guard !overflow, size <= 64 * weights.count + ImportLimits.expansion else {
            throw node.unsupported("has \(flat.leaves.count) leaves of \(outputs) outputs each")
        }
        values = [Double](repeating: 0, count: size)
        for (leaf, source) in flat.leaves.enumerated() {
            for weight in weights.ofNode[source] {
                for route in byID[weight.id] ?? [] {
                    values[leaf * outputs + route.output] +=
                        route.isNegated ? -weight.value : weight.value
                }
            }
        }
    }

    /// The one output of each tree; nil unless every leaf has exactly one weight, all of a tree's
    /// for the same output.
    private static func owners(
        _ weights: LeafWeights, _ flat: FlatEnsemble, _ routes: [Int: [LeafRoute]]
    ) -> [Int32]? {
        var owners: [Int32] = []
        for leaves in flat.leavesOfTree {
            var owner: Int?
            for leaf in leaves {
                let outputs = weights.ofNode[flat.leaves[leaf]].flatMap { routes[$0.id] ?? [] }
                guard outputs.count == 1, owner == nil || owner == outputs[0].output else {
                    return nil
                }
                owner = outputs[0].output
            }
            guard let owner else { return nil }
            owners.append(Int32(owner))
        }
        return owners
    }
}
