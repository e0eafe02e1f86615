import WeightFormat

/// What margins become, and the base score before that, by the objective's name.
struct XGBoostObjective {
    /// The scale on which the base score is written, and how it becomes a margin.
    private enum Scale {
        case margin, probability, exponential
        /// Each after the first a step up from the one before it (expectiles).
        case steps
    }
    private enum Answer {
        case value(RegressHead.Link)
        /// Each score a probability of its own.
        case probabilities
        case classes(ClassifyHead.Link, LabelRule)
    }

    let name: String
    private let scale: Scale
    private let answer: Answer

    init(
        _ objective: DocumentCursor, _ version: XGBoostVersion, groups: Int
    ) throws(ImportFault) {
        name = try objective.member("name").text()
        guard let (scale, answer) = Self.known(name, version, groups: groups) else {
            throw .unsupported(place: "objective '\(name)'", reason: "is not one that XGBoost has")
        }
        self.scale = scale
        self.answer = answer
    }

    private static func known(
        _ name: String, _ version: XGBoostVersion, groups: Int
    ) -> (Scale, Answer)? {
        switch name {
        case "reg:squarederror", "reg:linear", "reg:squaredlogerror", "reg:pseudohubererror",
            "reg:absoluteerror", "rank:pairwise", "rank:ndcg", "rank:map":
            (.margin, .value(.identity))
        case "binary:logitraw":
            (version.isAtLeast(1, 3) ? .margin : .probability, .value(.identity))
        case "reg:logistic": (.probability, .value(.logisticDirect))
        case "binary:logistic": (.probability, .probabilities)
        case "binary:hinge": (.margin, .value(.step))
        case "count:poisson", "reg:gamma", "reg:tweedie", "survival:cox", "survival:aft":
            (.exponential, .value(.exp))
        case "multi:softprob": (.margin, .classes(.softmaxDirect, .largestProbability))
        case "multi:softmax": (.margin, .classes(.softmaxDirect, .largestScore))
        case "reg:quantileerror":
            // Quantiles may not cross since 3.4.
            (
                .margin,
                .value(groups > 1 && version.isAtLeast(3, 4) ? .sorted : .identity)
            )
        case "reg:expectileerror": (.steps, .value(.cumulativeSoftplus))
        default: nil
        }
    }

    /// The base score as margins, in float32 as `ProbToMargin` of each objective; nil where it has
    /// none.
    func margins(of base: [Float]) -> [Float]? {
        switch scale {
        case .margin: return base
        case .exponential: return base.map(XGBoostMargin.logarithm)
        case .probability:
            guard base.allSatisfy({ (0...1).contains($0) }) else { return nil }
            return base.map(XGBoostMargin.logit)
        case .steps:
            var margins = base
            for index in margins.indices.dropFirst() {
                margins[index] = XGBoostMargin.step(from: base[index - 1], to: base[index])
            }
            return margins
        }
    }

    /// How margins become outputs.
    func head(groups: Int) -> (stage: Stage, task: ModelDescription.Task, classes: [ClassLabel]?) {
        let classes = (0..<Int64(max(groups, 2))).map(ClassLabel.integer)
        switch answer {
        case .value(let link):
            return (.regress(RegressHead(link: link, decision: .scores)), .regression, nil)
        case .probabilities:
            let head = ClassifyHead(
                link: .logisticDirect, binary: groups == 1 ? .complement : nil,
                label: .largestProbability, decision: .scores)
            return (.classify(head), .classification, classes)
        case .classes(let link, let label):
            let head = ClassifyHead(link: link, label: label, decision: .scores)
            return (.classify(head), .classification, Array(classes.prefix(groups)))
        }
    }
}
