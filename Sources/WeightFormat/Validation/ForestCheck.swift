/// Checks that flat node arrays are trees: every walk ends in a leaf that has a value, and no node is
/// shared, so that a forest is never larger than its arrays.
struct ForestCheck {
    var place: String
    /// All of the trees' arrays; `features`, `left` and `right` are equally long.
    var roots: [Int32]
    var features: [Int32]
    var left: [Int32]
    var right: [Int32]

    var nodes: Int { features.count }

    func check(columns: Int, leaves: Int) throws(WeightFault) {
        var isReached = [Bool](repeating: false, count: nodes)
        for root in roots { try reach(root, above: -1, &isReached) }
        for node in 0..<nodes {
            let feature = Int(features[node])
            if feature == -1 {
                guard left[node] >= 0, Int(left[node]) < leaves else {
                    throw fault(node, "is leaf \(left[node]) of \(leaves)")
                }
                continue
            }
            guard feature >= 0, feature < columns else {
                throw fault(node, "looks at feature \(feature) of \(columns)")
            }
            try reach(left[node], above: node, &isReached)
            try reach(right[node], above: node, &isReached)
        }
        guard let orphan = isReached.firstIndex(of: false) else { return }
        throw fault(orphan, "belongs to no tree")
    }

    private func reach(
        _ index: Int32, above parent: Int, _ isReached: inout [Bool]
    ) throws(WeightFault) {
        let child = Int(index)
        guard child > parent, child < nodes else {
            throw fault(parent, "leads to node \(child), which is not after it among \(nodes)")
        }
        guard !isReached[child] else { throw fault(child, "is reached twice") }
        isReached[child] = true
    }

    private func fault(_ node: Int, _ reason: String) -> WeightFault {
        .model(
            place: place, reason: node < 0 ? "has a root that \(reason)" : "node \(node) \(reason)")
    }
}
