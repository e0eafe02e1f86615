/// Scores become `decision`, `probabilities` and `label`.
public struct ClassifyHead: Codable, Equatable, Sendable {
    public enum Link: String, Codable, Sendable {
        /// Scores are the probabilities.
        case identity
        /// `1 / (1 + e^-s)`, score by score.
        case logistic
        /// The same, computed just so in any width: small probabilities keep their digits (XGBoost).
        case logisticDirect = "logistic-direct"
        /// `logistic`, then each row divided by its sum (scikit-learn's one-vs-rest).
        case logisticNormalized = "logistic-normalized"
        case softmax
        /// Softmax whose sum is taken in float64, whatever the width of the scores (XGBoost).
        case softmaxDirect = "softmax-direct"
        /// Softmax over the scores that are not zero; zeros stay zero (ONNX `SOFTMAX_ZERO`).
        case softmaxZero = "softmax-zero"
        case probit
        /// libsvm's coupling of pairwise Platt probabilities (`probability`).
        case pairwiseCoupling = "pairwise-coupling"
        /// The model has no probabilities.
        case none
    }
    /// How one score becomes the columns of two classes.
    public enum Binary: String, Codable, Sendable {
        /// `[1 - p, p]` with `p = link(s)`.
        case complement
        /// `[link(-s), link(s)]`.
        case mirror
        /// One column, as it is.
        case single
    }

    public var link: Link
    /// What scores are multiplied by before the link; 1 without it.
    public var scale: Double?
    public var binary: Binary?
    public var label: LabelRule
    public var probability: PairwiseProbability?
    /// What of the scores the output `decision` shows.
    public var decision: Decision?

    public enum Decision: String, Codable, Sendable {
        case scores
        /// Pairwise scores summed to one a class (scikit-learn's `decision_function_shape='ovr'`).
        case oneVersusRest = "one-versus-rest"
    }

    public init(
        link: Link, scale: Double? = nil, binary: Binary? = nil, label: LabelRule,
        probability: PairwiseProbability? = nil, decision: Decision? = nil
    ) {
        self.link = link
        self.scale = scale
        self.binary = binary
        self.label = label
        self.probability = probability
        self.decision = decision
    }
}

/// Which class a row's scores name.
public enum LabelRule: Equatable, Sendable {
    /// The largest score, the first of equals.
    case largestScore
    /// The largest probability, the first of equals.
    case largestProbability
    /// Class 1 if the only score is above (or, `inclusive`, at) the threshold, else class 0.
    case threshold(Double, inclusive: Bool)
    /// Class 1 if one of two scores is above (or, `inclusive`, at) the threshold, else class 0,
    /// whatever the other score (ONNX Runtime's tree ensembles of two classes).
    case columnThreshold(column: Int, at: Double, inclusive: Bool)
    /// Each pair of classes votes (libsvm); the first of equals.
    case votes
}

/// Platt's sigmoid of each pair of classes: `1 / (1 + e^(a·s + b))`.
public struct PairwiseProbability: Codable, Equatable, Sendable {
    /// Tensor [pairs].
    public var a: String
    /// Tensor [pairs].
    public var b: String
    public init(a: String, b: String) {
        self.a = a
        self.b = b
    }
}

/// Scores become `value` and, where asked for, `decision`.
public struct RegressHead: Codable, Equatable, Sendable {
    public enum Link: String, Codable, Sendable {
        case identity, logistic, softmax, exp, probit
        case softmaxZero = "softmax-zero"
        /// As ``ClassifyHead/Link/logisticDirect``.
        case logisticDirect = "logistic-direct"
        /// 1 above zero, else 0 (XGBoost's `binary:hinge`).
        case step
        /// Each row in rising order (XGBoost's quantiles, which may not cross).
        case sorted
        /// The first score as it is, each further one `1e-6 + log(1 + e^s)` above the one before
        /// (XGBoost's expectiles).
        case cumulativeSoftplus = "cumulative-softplus"
        /// `log(1 + e^s)` (LightGBM's `cross_entropy_lambda`).
        case log1pExp = "log1p-exp"
        /// `s · |s|` (LightGBM's `sqrt`).
        case signedSquare = "signed-square"
        /// `[s0, e^(2 s1)]` (CatBoost's `RMSEWithUncertainty`).
        case meanVariance = "mean-variance"
    }
    /// What the output `decision` shows.
    public enum Decision: String, Codable, Sendable { case scores }

    public var link: Link
    /// What scores are multiplied by before the link; 1 without it.
    public var scale: Double?
    public var decision: Decision?

    public init(link: Link, scale: Double? = nil, decision: Decision? = nil) {
        self.link = link
        self.scale = scale
        self.decision = decision
    }
}

/// The score becomes `score` and a label of two classes (outlier, inlier).
public struct OutlierHead: Codable, Equatable, Sendable {
    /// A row whose score is above this (or, with `inclusive`, at it) is an inlier.
    public var threshold: Double
    public var inclusive: Bool
    public init(threshold: Double, inclusive: Bool) {
        self.threshold = threshold
        self.inclusive = inclusive
    }
}
