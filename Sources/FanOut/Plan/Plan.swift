/// Whom one request asks, in which order and under which conditions, and what their answers must
/// amount to: the steps of a route, prepared.
///
/// The members stand in *graph order*: the order of answers, ties and blame. A class, so that all
/// requests share one.
public final class Plan: Sendable {
    /// Every service that may be asked, each once.
    public let members: [Member]
    /// The longest that a whole request may take.
    public let timeout: Duration
    /// A step stands before those within it; the root is the first.
    let nodes: [Node]
    /// In graph order.
    let sites: [Site]
    /// Where a member is asked, by its place.
    let sitesOfMember: [[Int]]

    init(members: [Member], timeout: Duration, nodes: [Node], sites: [Site]) {
        self.members = members
        self.timeout = timeout
        self.nodes = nodes
        self.sites = sites
        sitesOfMember = members.indices.map { member in
            sites.indices.filter { sites[$0].member == member }
        }
    }

    /// All members at once.
    public convenience init(members: [Member], policy: Policy, timeout: Duration) {
        let sites = members.indices.map {
            Site(member: $0, node: $0 + 1, releaseGroup: nil, needs: [], labelNeeds: [])
        }
        let leaves = members.indices.map { place in
            Node(
                kind: .service(site: place), children: [], parent: 0, sites: place..<place + 1,
                name: members[place].name, input: .request, onError: .fail, timeout: nil,
                policy: policy, required: [], fold: nil, shadows: [])
        }
        let root = Node(
            kind: .parallel, children: Array(1..<members.count + 1), parent: nil,
            sites: members.indices, name: "parallel", input: .request, onError: .fail, timeout: nil,
            policy: policy, required: [], fold: nil, shadows: [])
        self.init(members: members, timeout: timeout, nodes: [root] + leaves, sites: sites)
    }

    /// The same, but that all members' predictions and classes are read where a label is to be answered,
    /// so that ``Run/explanations(of:)`` knows them.
    public var explaining: Plan {
        let read = sites.map { site in
            var site = site
            site.labelNeeds = [.values, .signature]
            return site
        }
        return Plan(members: members, timeout: timeout, nodes: nodes, sites: read)
    }

    /// For each step that needs equal classes the active members that it asks itself, by their places.
    public var membersOfEqualClasses: [[Int]] {
        nodes.filter { $0.fold?.aggregator.needsEqualClasses == true }.map { node in
            node.children.compactMap { child in
                guard case .service(let site) = nodes[child].kind else { return nil }
                return member(at: site).isActive ? sites[site].member : nil
            }
        }
    }

    /// What a missing answer does to the whole.
    public var policy: Policy { nodes[0].policy }

    /// How many places there are at which a member may be asked.
    public var siteCount: Int { sites.count }

    /// The plans of what is asked beside a step, of which an action of a run tells.
    public func shadows(of step: Int) -> [Plan] { nodes[step].shadows }

    /// The sites at which a member, by its place, may be asked.
    public func sites(of member: Int) -> [Int] { sitesOfMember[member] }

    /// The member that is asked at a site.
    public func member(at site: Int) -> Member { members[sites[site].member] }

    /// The place of that member among `members`.
    public func place(of site: Int) -> Int { sites[site].member }

    /// What a run reads of the answer at a site.
    public func needs(of site: Int, forLabel: Bool) -> Needs {
        forLabel ? sites[site].needs.union(sites[site].labelNeeds) : sites[site].needs
    }
}
