import WeightFormat

/// What becomes of a model's scores, by the objective that it was trained for
/// (`ConvertOutput` of LightGBM's objective functions).
struct LightGBMObjective {
    private enum Kind {
        case regress(RegressHead.Link)
        /// Probabilities, each of its score alone, which is multiplied by `scale` before.
        case logistic(scale: Double)
        case softmax
    }
    private let kind: Kind
    private let scores: Int
    private let isAverage: Bool

    /// Class labels stand in no model text: classes are 0, 1, …, as LightGBM itself counts them.
    var classes: [ClassLabel]? {
        switch kind {
        case .regress: nil
        case .logistic, .softmax: (0..<max(scores, 2)).map { .integer(Int64($0)) }
        }
    }

    var task: ModelDescription.Task { classes == nil ? .regression : .classification }

    init(_ header: LightGBMHeader) throws(ImportFault) {
        scores = header.scores
        isAverage = header.isAverage
        let name = header.objective.first ?? "custom"
        let isClasses = ["multiclass", "multiclassova"].contains(name)
        guard isClasses ? scores > 1 : scores == 1 || ["custom", "none"].contains(name) else {
            throw .contradiction(
                path: "the header", reason: "has \(scores) classes for '\(name)'")
        }
        switch name {
        case "binary", "multiclassova": kind = .logistic(scale: try Self.sigmoid(header))
        case "cross_entropy", "xentropy": kind = .logistic(scale: 1)
        case "multiclass": kind = .softmax
        case "cross_entropy_lambda", "xentlambda": kind = .regress(.log1pExp)
        case "poisson", "gamma", "tweedie": kind = .regress(.exp)
        case "regression", "regression_l2", "regression_l1", "huber", "fair", "quantile", "mape":
            kind = .regress(header.objective.contains("sqrt") ? .signedSquare : .identity)
        case "lambdarank", "rank_xendcg", "custom", "none": kind = .regress(.identity)
        default:
            throw .unsupported(
                place: "the header", reason: "has the objective '\(name.prefix(40))'")
        }
    }

    /// The setting `sigmoid:`, above zero.
    private static func sigmoid(_ header: LightGBMHeader) throws(ImportFault) -> Double {
        guard let word = header.objective.first(where: { $0.hasPrefix("sigmoid:") }) else {
            return 1
        }
        guard let value = Double(word.dropFirst("sigmoid:".count)), value > 0, value.isFinite else {
            throw .contradiction(
                path: "the header", reason: "has \(word.prefix(40)), not above zero")
        }
        return value
    }

    /// A forest's scores are the trees' sums, and predictions are of the mean over `rounds`.
    func head(rounds: Int) -> Stage {
        let mean = isAverage ? 1 / Double(rounds) : 1
        switch kind {
        case .regress(let link):
            return .regress(
                RegressHead(link: link, scale: mean == 1 ? nil : mean, decision: .scores))
        case .logistic(let scale):
            return classify(.logistic, scale: scale * mean)
        case .softmax:
            return classify(.softmax, scale: mean)
        }
    }

    /// The label is the largest of the probabilities, as LightGBM's classifier takes it.
    private func classify(_ link: ClassifyHead.Link, scale: Double) -> Stage {
        .classify(
            ClassifyHead(
                link: link, scale: scale == 1 ? nil : scale,
                binary: scores == 1 ? .complement : nil, label: .largestProbability,
                decision: .scores))
    }
}
