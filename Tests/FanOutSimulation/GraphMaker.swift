import FanOut

/// Makes random graphs, and what their members will say.
struct GraphMaker {
    var random: SeededGenerator
    private(set) var members: [Member] = []
    private var sites = 0
    private var splits = 0

    static let nanoseconds: ClosedRange<UInt64> = 1...100_000_000

    init(random: SeededGenerator) { self.random = random }

    mutating func root() -> Graph {
        // A flat one as the environment makes it is what most users have.
        if random.once(in: 4) { return flat() }
        return step(depth: 0, before: [])
    }

    private mutating func flat() -> Graph {
        let count = Int.random(in: 1...6, using: &random)
        let steps = (0..<count).map { _ in leaf(Graph.Manner()) }
        var manner = manner(parts: count, steps)
        manner.onError = .fail
        return .parallel(steps, manner)
    }

    /// - Parameter before: the names of those that have been asked on the way here.
    private mutating func step(depth: Int, before: [String]) -> Graph {
        let kinds = depth >= 3 || sites > 12 ? 0..<2 : 0..<9
        switch Int.random(in: kinds, using: &random) {
        case 0, 1:
            var manner = Graph.Manner()
            vary(&manner)
            return leaf(manner)
        case 2, 3, 4:
            let steps = (0..<Int.random(in: 1...4, using: &random)).map { _ in
                inner(depth, before)
            }
            return .parallel(steps, manner(parts: steps.count, steps))
        case 5, 6:
            var steps: [Graph] = []
            var names = before
            for _ in 0..<Int.random(in: 1...4, using: &random) {
                let next = inner(depth, names)
                names += next.leaves.map(\.name)
                steps.append(next)
            }
            return .sequence(steps, manner(parts: steps.count, steps))
        case 7: return choice(depth: depth, before: before)
        default:
            let ordinal = splits
            splits += 1
            let shares = (0..<Int.random(in: 1...3, using: &random)).map { _ in
                Graph.Share(
                    weight: Double.random(in: 1...9, using: &random),
                    step: inner(depth, before))
            }
            return .split(shares, ordinal: ordinal, manner(parts: 1, shares.map(\.step)))
        }
    }

    private mutating func choice(depth: Int, before: [String]) -> Graph {
        var branches: [Graph.Branch] = []
        let asked = before.isEmpty ? 0 : Int.random(in: 1...3, using: &random)
        for _ in 0..<asked {
            let name = before.randomElement(using: &random) ?? ""
            let bound = Double(Int.random(in: 1...9, using: &random)) / 10
            let question = Graph.Question(name: name, bound: random.once(in: 3) ? nil : bound)
            branches.append(Graph.Branch(when: question, step: branch(depth, before)))
        }
        if asked == 0 || random.once(in: 2) {
            branches.append(Graph.Branch(when: nil, step: branch(depth, before)))
        }
        if branches.allSatisfy({ $0.step == nil }) {
            branches[0].step = inner(depth, before)
        }
        return .choice(branches, manner(parts: 1, branches.compactMap(\.step)))
    }

    private mutating func branch(_ depth: Int, _ before: [String]) -> Graph? {
        random.once(in: 4) ? nil : inner(depth, before)
    }

    /// A step within another; where something was asked before, that may be its input.
    private mutating func inner(_ depth: Int, _ before: [String]) -> Graph {
        let next = step(depth: depth + 1, before: before)
        return before.isEmpty ? next : next.with(input: input())
    }

    private mutating func leaf(_ manner: Graph.Manner) -> Graph {
        let name = "m\(sites)"
        let timeout = Int64.random(in: 1...150_000_000, using: &random)
        members.append(
            Member(
                name: name, timeout: random.once(in: 3) ? .nanoseconds(timeout) : nil,
                isActive: !random.once(in: 20)))
        sites += 1
        return .service(Graph.Leaf(site: sites - 1, name: name, manner: manner))
    }

    private mutating func input() -> Step.Input {
        [.request, .request, .previous, .both].randomElement(using: &random) ?? .request
    }

    private mutating func vary(_ manner: inout Graph.Manner) {
        switch Int.random(in: 0..<6, using: &random) {
        case 0: manner.onError = .skip
        case 1: manner.onError = .substitute([0.25, 0.75])
        default: break
        }
        if random.once(in: 4) {
            manner.timeout = UInt64.random(in: 1...120_000_000, using: &random)
        }
    }

    private mutating func manner(parts: Int, _ steps: [Graph]) -> Graph.Manner {
        var manner = Graph.Manner()
        vary(&manner)
        manner.onTimeout = random.once(in: 2) ? .fail : .partial
        if random.once(in: 3) { manner.quorum = Int.random(in: 1...parts, using: &random) }
        if random.once(in: 5) {
            manner.required =
                steps.flatMap(\.leaves).map(\.name).randomElement(using: &random)
                .map { [$0] } ?? []
        }
        if random.once(in: 2) { manner.fold = fold(of: steps) }
        return manner
    }

    /// Most compare classes, which only plain services are sure to have in common.
    private mutating func fold(of steps: [Graph]) -> Graph.Fold? {
        let arePlain = steps.allSatisfy { step in
            guard case .service(let leaf) = step else { return false }
            if case .substitute = leaf.manner.onError { return false }
            return true
        }
        return arePlain ? Graph.Fold.allCases.randomElement(using: &random) : .argmax
    }
}

extension Graph {
    fileprivate func with(input: Step.Input) -> Graph {
        func changed(_ manner: Manner) -> Manner {
            var manner = manner
            manner.input = input
            return manner
        }
        switch self {
        case .service(var leaf):
            leaf.manner.input = input
            return .service(leaf)
        case .parallel(let steps, let manner): return .parallel(steps, changed(manner))
        case .sequence(let steps, let manner): return .sequence(steps, changed(manner))
        case .choice(let branches, let manner): return .choice(branches, changed(manner))
        case .split(let shares, let ordinal, let manner):
            return .split(shares, ordinal: ordinal, changed(manner))
        }
    }
}
