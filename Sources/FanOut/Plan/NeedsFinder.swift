/// Finds what of each member's answer a run has to read: most answers are only copied.
struct NeedsFinder {
    let nodes: [Node]

    func find(into sites: inout [Site]) {
        for node in nodes { findNeeds(of: node, &sites) }
        if !nodes.isEmpty { findInputs(of: 0, behind: [], &sites) }
        if !nodes.isEmpty { findLabelNeeds(of: 0, within: nil, &sites) }
        for site in sites.indices where sites[site].releaseGroup != nil {
            sites[site].needs.formUnion(.signature)
        }
    }

    private func findNeeds(of node: Node, _ sites: inout [Site]) {
        switch node.kind {
        case .choice(let branches):
            for operand in branches.compactMap(\.condition).flatMap({ $0.operandsAtSites }) {
                for site in operand.sites { sites[site].needs.formUnion(operand.needs) }
            }
        case .service, .parallel, .sequence, .split: break
        }
        if !node.shadows.isEmpty {
            for site in node.sites { sites[site].needs.formUnion([.values, .signatureIfKnown]) }
        }
        if let fold = node.fold, fold.stopsEarly { read(node.sites, for: fold, &sites) }
    }

    /// - Parameter before: the steps whose predictions may be the input of this one; of those that
    ///   are skipped the one before counts.
    private func findInputs(of place: Int, behind before: [Int], _ sites: inout [Site]) {
        if nodes[place].input != .request {
            for step in before { read(step, &sites) }
        }
        var before = before
        for child in nodes[place].children {
            findInputs(of: child, behind: before, &sites)
            if case .sequence = nodes[place].kind { before.append(child) }
        }
    }

    /// All predictions below a node are the input of another step.
    private func read(_ place: Int, _ sites: inout [Site]) {
        for site in nodes[place].sites { sites[site].needs.formUnion(.values) }
        for node in nodes where node.sites.clamped(to: nodes[place].sites) == node.sites {
            if let fold = node.fold { read(node.sites, for: fold, &sites) }
        }
    }

    private func read(_ places: Range<Int>, for fold: Fold, _ sites: inout [Site]) {
        let needs: Needs = fold.aggregator.needsClasses ? [.values, .signature] : .values
        for site in places { sites[site].needs.formUnion(needs) }
    }

    private func findLabelNeeds(of place: Int, within fold: Fold?, _ sites: inout [Site]) {
        let node = nodes[place]
        if case .service(let site) = node.kind {
            let fold = node.fold ?? fold
            let needsClasses = fold?.aggregator.needsClasses ?? true
            sites[site].labelNeeds = needsClasses ? [.values, .signature] : .values
        }
        for child in node.children {
            let isService = nodes[child].children.isEmpty
            findLabelNeeds(of: child, within: isService ? node.fold : nil, &sites)
        }
    }
}

extension Condition {
    fileprivate var operandsAtSites: [(sites: [Int], needs: Needs)] {
        expression.operands.compactMap { operand in
            guard let member = operand.member else { return nil }
            let isLabel = if case .label = operand { true } else { false }
            return (sites[member] ?? [], isLabel ? [.values, .signature] : .values)
        }
    }
}
