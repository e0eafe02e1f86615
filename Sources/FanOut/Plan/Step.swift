public import InferenceAPI

/// One step of a route as configuration writes it. Steps nest to any depth.
public struct Step: Sendable, Equatable {
    public indirect enum Kind: Sendable, Equatable {
        /// Asks one service.
        case service(String)
        /// Asks all at once.
        case parallel([Step])
        /// Asks one after the other.
        case sequence([Step])
        /// Asks what the first condition that holds names, row by row.
        case choice([Branch])
        /// Asks one of them, by weight: always the same for the same key.
        case split([Share])
    }

    /// One branch of a `switch`.
    public struct Branch: Sendable, Equatable {
        /// The condition, as ``Expression`` reads it; nil: `otherwise`.
        public var when: String?
        /// Nil: `pass`, the answer is what is there already.
        public var step: Step?
        public var mark: SourceMark?

        public init(when: String?, step: Step?, mark: SourceMark? = nil) {
            self.when = when
            self.step = step
            self.mark = mark
        }
    }

    public struct Share: Sendable, Equatable {
        /// More than 0; the shares of a split need not add up to anything.
        public var weight: Double
        public var step: Step

        public init(weight: Double, step: Step) {
            self.weight = weight
            self.step = step
        }
    }

    /// The rows that a step of a sequence is asked about.
    public enum Input: String, Sendable, CaseIterable {
        /// Those of the request.
        case request
        /// The predictions of the step before.
        case previous
        /// The request's, and behind them the predictions.
        case both
    }

    /// What is done when a step has failed.
    public enum OnError: Sendable, Equatable {
        /// It is missing: the policy around it judges.
        case fail
        /// The others go on as if it were not there.
        case skip
        /// It counts as having predicted these values for each row.
        case substitute([Double])
    }

    public var kind: Kind
    /// Its name in answers of the step around it; nil: that of the last service that it may ask.
    public var name: String?
    public var input = Input.request
    public var onError = OnError.fail
    /// The longest that the step may take.
    public var timeout: Duration?
    /// Nil: as the step around it.
    public var onTimeout: Policy.OnTimeout?
    public var quorum: Int?
    /// Services without whose answers the step has failed.
    public var required: [String] = []
    /// Services whose models are never mixed across releases.
    public var sameRelease: [String] = []
    public var aggregate: AggregatorSetting?
    /// Nil: as the aggregator's settings say.
    public var stopsEarly: Bool?
    /// Asked beside it and compared with its answer, never answered from.
    public var shadow: [Step] = []
    public var mark: SourceMark?

    public init(_ kind: Kind, mark: SourceMark? = nil) {
        self.kind = kind
        self.mark = mark
    }
}

/// An aggregator as configuration names it.
public struct AggregatorSetting: Sendable, Equatable {
    public var name: String
    /// An object, or null.
    public var settings: JSONValue
    /// Answer as soon as the services that are still awaited can change nothing.
    public var stopsEarly: Bool
    public var mark: SourceMark?

    public init(
        _ name: String, settings: JSONValue = .null, stopsEarly: Bool = false,
        mark: SourceMark? = nil
    ) {
        self.name = name
        self.settings = settings
        self.stopsEarly = stopsEarly
        self.mark = mark
    }
}

extension Step {
    /// The steps within, in graph order.
    public var children: [Step] {
        switch kind {
        case .service: []
        case .parallel(let steps), .sequence(let steps): steps
        case .choice(let branches): branches.compactMap(\.step)
        case .split(let shares): shares.map(\.step)
        }
    }

    /// The services that it may ask, in graph order, each once; shadows not among them.
    public var services: [String] {
        if case .service(let name) = kind { return [name] }
        var names: [String] = []
        for name in children.flatMap(\.services) where !names.contains(name) { names.append(name) }
        return names
    }

    /// The word of configuration for its kind.
    public var word: String {
        switch kind {
        case .service: "service"
        case .parallel: "parallel"
        case .sequence: "sequence"
        case .choice: "switch"
        case .split: "split"
        }
    }

    /// Several services at once, as the environment alone means it.
    public static func parallel(services: [String]) -> Step {
        Step(.parallel(services.map { Step(.service($0)) }))
    }
}
