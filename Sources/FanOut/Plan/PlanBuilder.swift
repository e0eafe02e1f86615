import InferenceAPI

/// What a plan is made with, besides its steps.
public struct PlanSettings: Sendable {
    /// Every service that steps may name.
    public var services: [Member]
    public var timeout: Duration
    /// Where no step says otherwise.
    public var onTimeout: Policy.OnTimeout
    /// Of a root `parallel` without an aggregator of its own; nil: it has none.
    public var aggregate: AggregatorSetting?
    public var registry: AggregatorRegistry
    public var thresholds: Thresholds
    /// Where relative paths of files begin: empty, or a folder with a slash behind.
    public var folder: String

    public init(
        services: [Member], timeout: Duration, onTimeout: Policy.OnTimeout = .fail,
        aggregate: AggregatorSetting? = AggregatorSetting("argmax"),
        registry: AggregatorRegistry = AggregatorRegistry(), thresholds: Thresholds = Thresholds(),
        folder: String = ""
    ) {
        self.services = services
        self.timeout = timeout
        self.onTimeout = onTimeout
        self.aggregate = aggregate
        self.registry = registry
        self.thresholds = thresholds
        self.folder = folder
    }
}

extension Plan {
    /// Prepares steps, and checks that they can be performed.
    public convenience init(_ root: Step, _ settings: PlanSettings) throws(PlanError) {
        var builder = PlanBuilder(settings: settings)
        _ = try builder.add(root, under: nil, at: PlanBuilder.Way(policy: settings.onTimeout))
        guard !builder.sites.isEmpty else { throw PlanError(.noService, at: root.mark) }
        let nodes = builder.nodes.compactMap(\.self)
        var sites = builder.sites
        NeedsFinder(nodes: nodes).find(into: &sites)
        self.init(
            members: builder.members, timeout: settings.timeout, nodes: nodes, sites: sites)
    }
}

/// Turns steps into nodes, in graph order.
struct PlanBuilder {
    /// Steps within one another.
    static let depthLimit = 32

    /// What is known where a step stands.
    struct Way {
        var policy: Policy.OnTimeout
        /// The services asked before, on every way that leads here.
        var before: [String] = []
        /// The services that others ask at the same time.
        var beside: Set<String> = []
        var hasPrevious = false
        var depth = 0
        var groups: [String: Int] = [:]
    }

    let settings: PlanSettings
    var nodes: [Node?] = []
    var sites: [Site] = []
    var members: [Member] = []
    private var groups = 0
    private var splits = 0

    init(settings: PlanSettings) { self.settings = settings }

    /// Adds a step and those within; its place.
    mutating func add(_ step: Step, under parent: Int?, at way: Way) throws(PlanError) -> Int {
        guard way.depth < Self.depthLimit else {
            throw PlanError(.tooDeep(limit: Self.depthLimit), at: step.mark)
        }
        if step.input != .request, !way.hasPrevious {
            throw PlanError(.inputWithoutPrevious(step.input), at: step.mark)
        }
        let place = nodes.count
        nodes.append(nil)
        let first = sites.count
        var inner = way
        inner.depth += 1
        inner.policy = step.onTimeout ?? way.policy
        if !step.sameRelease.isEmpty {
            groups += 1
            try check(step.sameRelease, of: step, key: "same-release")
            for name in step.sameRelease { inner.groups[name] = groups }
        }
        let (kind, children) = try addKind(of: step, at: place, inner)
        try check(step.required, of: step, key: "required")
        nodes[place] = Node(
            kind: kind, children: children, parent: parent, sites: first..<sites.count,
            name: step.name ?? nameOfBallot(step), input: step.input, onError: step.onError,
            timeout: step.timeout, policy: try policy(of: step, inner.policy, children, first),
            required: sites.indices.filter { site in
                site >= first && step.required.contains(members[sites[site].member].name)
            }, fold: try fold(of: step, children, isRoot: parent == nil),
            shadows: try shadows(of: step))
        return place
    }

    private mutating func addKind(
        of step: Step, at place: Int, _ way: Way
    ) throws(PlanError) -> (Node.Kind, [Int]) {
        switch step.kind {
        case .service(let name):
            return (.service(site: try addSite(name, at: place, way, step.mark)), [])
        case .parallel(let steps):
            return (.parallel, try add(parallel: steps, under: place, way, step))
        case .sequence(let steps):
            return (.sequence, try add(sequence: steps, under: place, way, step))
        case .choice(let branches):
            return try add(branches: branches, under: place, way, step)
        case .split(let shares):
            return try add(shares: shares, under: place, way, step)
        }
    }

    private mutating func addSite(
        _ name: String, at node: Int, _ way: Way, _ mark: SourceMark?
    ) throws(PlanError) -> Int {
        guard let service = settings.services.first(where: { $0.name == name }) else {
            throw PlanError(
                .unknownService(name, known: settings.services.map(\.name)), at: mark)
        }
        guard !way.before.contains(name), !way.beside.contains(name) else {
            throw PlanError(.askedTwice(name), at: mark)
        }
        let known = members.firstIndex { $0.name == name }
        if known == nil { members.append(service) }
        sites.append(
            Site(
                member: known ?? members.count - 1, node: node, releaseGroup: way.groups[name],
                needs: [], labelNeeds: []))
        return sites.count - 1
    }

    private mutating func add(
        parallel steps: [Step], under place: Int, _ way: Way, _ step: Step
    ) throws(PlanError) -> [Int] {
        guard !steps.isEmpty else { throw PlanError(.empty(step: "parallel"), at: step.mark) }
        var way = way
        var children: [Int] = []
        for child in steps {
            children.append(try add(child, under: place, at: way))
            way.beside.formUnion(child.services)
        }
        return children
    }

    private mutating func add(
        sequence steps: [Step], under place: Int, _ way: Way, _ step: Step
    ) throws(PlanError) -> [Int] {
        guard !steps.isEmpty else { throw PlanError(.empty(step: "sequence"), at: step.mark) }
        var way = way
        var children: [Int] = []
        for child in steps {
            children.append(try add(child, under: place, at: way))
            way.before += child.services
            way.hasPrevious = true
        }
        return children
    }

    private mutating func add(
        branches: [Step.Branch], under place: Int, _ way: Way, _ step: Step
    ) throws(PlanError) -> (Node.Kind, [Int]) {
        guard !branches.isEmpty else { throw PlanError(.empty(step: "switch"), at: step.mark) }
        var children: [Int] = []
        var prepared: [(condition: Condition?, child: Int?)] = []
        for (index, branch) in branches.enumerated() {
            if index > 0, branches[index - 1].when == nil {
                throw PlanError(.unreachable, at: branch.mark)
            }
            let condition = try branch.when.map { (text) throws(PlanError) in
                try self.condition(text, way, branch.mark)
            }
            let child = try branch.step.map { (child) throws(PlanError) in
                try add(child, under: place, at: way)
            }
            if let child { children.append(child) }
            prepared.append((condition, child))
        }
        return (.choice(prepared), children)
    }

    private func condition(
        _ text: String, _ way: Way, _ mark: SourceMark?
    ) throws(PlanError) -> Condition {
        do throws(ExpressionError) {
            let expression = try Expression(parsing: text, members: way.before)
            var places: [String: [Int]] = [:]
            for name in expression.operands.compactMap(\.member) {
                places[name] = sites.indices.filter { members[sites[$0].member].name == name }
            }
            return Condition(expression: expression, sites: places)
        } catch {
            throw PlanError(.badCondition(error), at: mark)
        }
    }

    private mutating func add(
        shares: [Step.Share], under place: Int, _ way: Way, _ step: Step
    ) throws(PlanError) -> (Node.Kind, [Int]) {
        guard !shares.isEmpty else { throw PlanError(.empty(step: "split"), at: step.mark) }
        let split = Split(weights: shares.map(\.weight), ordinal: splits)
        splits += 1
        var children: [Int] = []
        for share in shares { children.append(try add(share.step, under: place, at: way)) }
        return (.split(split), children)
    }
}

// What stands beside the kind of a step.
extension PlanBuilder {
    private func check(
        _ names: [String], of step: Step, key: String
    ) throws(PlanError) {
        let services = step.services
        for name in names where !services.contains(name) {
            throw PlanError(.requiredElsewhere(name, key: key, known: services), at: step.mark)
        }
    }

    private func policy(
        of step: Step, _ onTimeout: Policy.OnTimeout, _ children: [Int], _ first: Int
    ) throws(PlanError) -> Policy {
        let parts = children.isEmpty ? 1 : children.count
        if let quorum = step.quorum, !(1...parts).contains(quorum) {
            throw PlanError(.quorumOutOfRange(found: quorum, steps: parts), at: step.mark)
        }
        return Policy(onTimeout: onTimeout, quorum: step.quorum ?? 1)
    }

    private func nameOfBallot(_ step: Step) -> String {
        if case .service(let name) = step.kind { name } else { step.services.last ?? step.word }
    }

    private func fold(
        of step: Step, _ children: [Int], isRoot: Bool
    ) throws(PlanError) -> Fold? {
        var setting = step.aggregate
        if setting == nil, isRoot, case .parallel = step.kind { setting = settings.aggregate }
        guard var setting else {
            guard step.stopsEarly != true else {
                throw PlanError(.stopsEarlyAlone, at: step.mark)
            }
            return nil
        }
        setting.stopsEarly = step.stopsEarly ?? setting.stopsEarly
        let parts = children.compactMap { nodes[$0]?.name }
        let options = AggregatorOptions(
            services: parts.isEmpty ? step.services : parts, settings: setting.settings,
            thresholds: settings.thresholds, folder: settings.folder)
        let mark = setting.mark ?? step.mark
        let aggregator: (any Aggregator)?
        do throws(AggregatorSettingError) {
            aggregator = try settings.registry.aggregator(setting.name, options)
        } catch {
            throw PlanError(.badAggregator(setting.name, reason: error.description), at: mark)
        }
        guard let aggregator else {
            throw PlanError(
                .unknownAggregator(setting.name, known: settings.registry.names), at: mark)
        }
        if setting.stopsEarly, !aggregator.canStopEarly {
            throw PlanError(.stopsNotEarly(setting.name), at: mark)
        }
        return Fold(
            aggregator: aggregator, stopsEarly: setting.stopsEarly || aggregator.alwaysStopsEarly)
    }

    /// Each shadow is a plan of its own, whose failures are nobody's.
    private func shadows(of step: Step) throws(PlanError) -> [Plan] {
        var plans: [Plan] = []
        for shadow in step.shadow {
            var settings = settings
            settings.onTimeout = .partial
            plans.append(try Plan(shadow, settings))
        }
        return plans
    }
}
