import FanOut

/// A random graph in the words of the reference: what a step does, and nothing of how it is done.
indirect enum Graph {
    case service(Leaf)
    case parallel([Graph], Manner)
    case sequence([Graph], Manner)
    case choice([Branch], Manner)
    /// The number says which of the graph's splits it is, in graph order.
    case split([Share], ordinal: Int, Manner)

    struct Branch {
        /// Nil: otherwise.
        let when: Question?
        /// Nil: pass.
        var step: Graph?
    }

    struct Share {
        let weight: Double
        let step: Graph
    }

    struct Leaf {
        /// In graph order.
        let site: Int
        let name: String
        var manner: Manner
    }

    /// What every kind of step may say.
    struct Manner {
        var onError = Step.OnError.fail
        var timeout: UInt64?
        var onTimeout = Policy.OnTimeout.fail
        var quorum = 1
        /// Names.
        var required: [String] = []
        var fold: Fold?
        var input = Step.Input.request
    }

    enum Fold: String, CaseIterable {
        case argmax, mean, majority, first
        case earlyMajority
    }

    /// `<name>.prediction[0] >= bound`, or the label is `y`.
    struct Question {
        let name: String
        let bound: Double?
    }

    var manner: Manner {
        switch self {
        case .service(let leaf): leaf.manner
        case .parallel(_, let manner), .sequence(_, let manner), .choice(_, let manner),
            .split(_, _, let manner):
            manner
        }
    }

    var children: [Graph] {
        switch self {
        case .service: []
        case .parallel(let steps, _), .sequence(let steps, _): steps
        case .choice(let branches, _): branches.compactMap(\.step)
        case .split(let shares, _, _): shares.map(\.step)
        }
    }

    var leaves: [Leaf] {
        if case .service(let leaf) = self { [leaf] } else { children.flatMap(\.leaves) }
    }
}

// The same as configuration says it.
extension Graph {
    var step: Step {
        var step = Step(kind)
        step.onError = manner.onError
        step.timeout = manner.timeout.map { .nanoseconds(Int64($0)) }
        step.onTimeout = manner.onTimeout
        step.quorum = manner.quorum
        step.required = manner.required
        step.input = manner.input
        step.aggregate = manner.fold.map { fold in
            fold == .earlyMajority
                ? AggregatorSetting("majority", stopsEarly: true) : AggregatorSetting(fold.rawValue)
        }
        return step
    }

    private var kind: Step.Kind {
        switch self {
        case .service(let leaf): .service(leaf.name)
        case .parallel(let steps, _): .parallel(steps.map(\.step))
        case .sequence(let steps, _): .sequence(steps.map(\.step))
        case .choice(let branches, _):
            .choice(branches.map { Step.Branch(when: $0.when?.text, step: $0.step?.step) })
        case .split(let shares, _, _):
            .split(shares.map { Step.Share(weight: $0.weight, step: $0.step.step) })
        }
    }
}

extension Graph.Question {
    var text: String {
        bound.map { "\(name).prediction[0] >= \($0)" } ?? "\(name).label == 'y'"
    }
}
