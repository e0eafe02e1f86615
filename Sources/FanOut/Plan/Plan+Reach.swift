// Whether a route can answer, by who can be reached.
extension Plan {
    /// Whether requests can be answered as long as these members, by their places, can be reached and
    /// no other. Of branches and shares one is enough: most requests may go there.
    public func canAnswer(reaching isReached: (_ member: Int) -> Bool) -> Bool {
        canAnswer(0, reaching: isReached)
    }

    private func canAnswer(_ place: Int, reaching isReached: (Int) -> Bool) -> Bool {
        let node = nodes[place]
        // What is skipped or has a substitute hinders nobody.
        guard node.onError == .fail else { return true }
        let lacksRequired = node.required.contains { site in
            members[sites[site].member].isActive && !isReached(sites[site].member)
        }
        guard !lacksRequired else { return false }
        let children = node.children.map { canAnswer($0, reaching: isReached) }
        let count = children.count { $0 }
        switch node.kind {
        case .service(let site):
            let member = sites[site].member
            return !members[member].isActive || isReached(member)
        case .choice, .split: return count > 0
        case .parallel, .sequence:
            let isPartial = node.policy.onTimeout == .partial || node.takesFirst
            return isPartial ? count >= node.policy.quorum : count == children.count
        }
    }
}
