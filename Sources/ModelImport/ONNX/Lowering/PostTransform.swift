import WeightFormat

/// What an operator of `ai.onnx.ml` does to its scores.
enum PostTransform: String {
    case none = "NONE"
    case logistic = "LOGISTIC"
    case softmax = "SOFTMAX"
    case softmaxZero = "SOFTMAX_ZERO"
    case probit = "PROBIT"

    /// The node's attribute `post_transform`, `NONE` when it is absent.
    init(_ node: Node) throws(ImportFault) {
        let text = try node.text("post_transform") ?? "NONE"
        guard let transform = PostTransform(rawValue: text) else {
            throw node.fault("has the unknown post_transform '\(text.prefix(40))'")
        }
        self = transform
    }

    var classifyLink: ClassifyHead.Link {
        switch self {
        case .none: .identity
        case .logistic: .logistic
        case .softmax: .softmax
        case .softmaxZero: .softmaxZero
        case .probit: .probit
        }
    }

    /// On one value alone ONNX Runtime applies `PROBIT` and passes over the others.
    func regressLink(targets: Int) -> RegressHead.Link {
        switch self {
        case .probit: .probit
        case .logistic where targets > 1: .logistic
        case .softmax where targets > 1: .softmax
        case .softmaxZero where targets > 1: .softmaxZero
        case .none, .logistic, .softmax, .softmaxZero: .identity
        }
    }
}
