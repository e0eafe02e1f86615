/// `{"kind": "scaler", …}`: the kind stands beside the stage's own fields.
extension Stage: Codable {
    private enum Kind: String, Codable {
        case encode, ctr, cast, scaler, normalizer, dense, linear, svm, neighbors, trees, oblivious
        case classify, regress, outlier
    }
    private enum CodingKeys: String, CodingKey { case kind }

    public init(from decoder: any Decoder) throws {
        let kind = try decoder.container(keyedBy: CodingKeys.self).decode(Kind.self, forKey: .kind)
        switch kind {
        case .encode: self = .encode(try EncodeStage(from: decoder))
        case .cast: self = .cast(try CastStage(from: decoder))
        case .scaler: self = .scaler(try ScalerStage(from: decoder))
        case .normalizer: self = .normalizer(try NormalizerStage(from: decoder))
        case .dense: self = .dense(try DenseStage(from: decoder))
        case .linear: self = .linear(try LinearStage(from: decoder))
        case .svm: self = .svm(try SVMStage(from: decoder))
        case .neighbors: self = .neighbors(try NeighborsStage(from: decoder))
        case .trees: self = .trees(try TreesStage(from: decoder))
        case .oblivious: self = .oblivious(try ObliviousStage(from: decoder))
        case .ctr: self = .ctr(try CTRStage(from: decoder))
        case .classify: self = .classify(try ClassifyHead(from: decoder))
        case .regress: self = .regress(try RegressHead(from: decoder))
        case .outlier: self = .outlier(try OutlierHead(from: decoder))
        }
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        switch self {
        case .encode(let stage): try write(.encode, stage)
        case .cast(let stage): try write(.cast, stage)
        case .scaler(let stage): try write(.scaler, stage)
        case .normalizer(let stage): try write(.normalizer, stage)
        case .dense(let stage): try write(.dense, stage)
        case .linear(let stage): try write(.linear, stage)
        case .svm(let stage): try write(.svm, stage)
        case .neighbors(let stage): try write(.neighbors, stage)
        case .trees(let stage): try write(.trees, stage)
        case .oblivious(let stage): try write(.oblivious, stage)
        case .ctr(let stage): try write(.ctr, stage)
        case .classify(let stage): try write(.classify, stage)
        case .regress(let stage): try write(.regress, stage)
        case .outlier(let stage): try write(.outlier, stage)
        }
        func write(_ kind: Kind, _ stage: some Encodable) throws {
            try container.encode(kind, forKey: .kind)
            try stage.encode(to: encoder)
        }
    }
}

/// `{"rule": "threshold", "at": 0, "inclusive": false}`
extension LabelRule: Codable {
    private enum Rule: String, Codable {
        case largestScore = "largest-score"
        case largestProbability = "largest-probability"
        case columnThreshold = "column-threshold"
        case threshold, votes
    }
    private enum CodingKeys: String, CodingKey { case rule, at, inclusive, column }

    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        switch try container.decode(Rule.self, forKey: .rule) {
        case .largestScore: self = .largestScore
        case .largestProbability: self = .largestProbability
        case .votes: self = .votes
        case .threshold:
            self = .threshold(
                try container.decode(Double.self, forKey: .at),
                inclusive: try container.decode(Bool.self, forKey: .inclusive))
        case .columnThreshold:
            self = .columnThreshold(
                column: try container.decode(Int.self, forKey: .column),
                at: try container.decode(Double.self, forKey: .at),
                inclusive: try container.decode(Bool.self, forKey: .inclusive))
        }
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        switch self {
        case .largestScore: try container.encode(Rule.largestScore, forKey: .rule)
        case .largestProbability: try container.encode(Rule.largestProbability, forKey: .rule)
        case .votes: try container.encode(Rule.votes, forKey: .rule)
        case .threshold(let at, let inclusive):
            try container.encode(Rule.threshold, forKey: .rule)
            try container.encode(at, forKey: .at)
            try container.encode(inclusive, forKey: .inclusive)
        case .columnThreshold(let column, let at, let inclusive):
            try container.encode(Rule.columnThreshold, forKey: .rule)
            try container.encode(column, forKey: .column)
            try container.encode(at, forKey: .at)
            try container.encode(inclusive, forKey: .inclusive)
        }
    }
}
