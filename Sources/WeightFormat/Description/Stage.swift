/// One step of a model. Transforms map rows to rows; a predictor maps rows to scores; a head, always
/// last, maps scores to named outputs. A stage computes in the width of the tensors it names.
public enum Stage: Equatable, Sendable {
    // columns to rows
    case encode(EncodeStage)
    // from columns to rows, first of all
    case ctr(CTRStage)
    // transforms
    case cast(CastStage)
    case scaler(ScalerStage)
    case normalizer(NormalizerStage)
    case dense(DenseStage)
    // predictors
    case linear(LinearStage)
    case svm(SVMStage)
    case neighbors(NeighborsStage)
    case trees(TreesStage)
    case oblivious(ObliviousStage)
    // heads
    case classify(ClassifyHead)
    case regress(RegressHead)
    case outlier(OutlierHead)
}

/// Rows continue in another width.
public struct CastStage: Codable, Equatable, Sendable {
    public var to: Precision
    public init(to: Precision) { self.to = to }
}

/// `(x - offset) * scale`, or `(x - offset) / scale`, feature by feature.
public struct ScalerStage: Codable, Equatable, Sendable {
    public enum Operation: String, Codable, Sendable { case multiply, divide }
    public var operation: Operation
    /// Tensor [features].
    public var offset: String
    /// Tensor [features].
    public var scale: String
    public init(operation: Operation, offset: String, scale: String) {
        self.operation = operation
        self.offset = offset
        self.scale = scale
    }
}

/// Each row divided by its norm; a row of norm zero as the source library leaves it.
public struct NormalizerStage: Codable, Equatable, Sendable {
    public enum Norm: String, Codable, Sendable {
        /// The largest number, as ONNX defines it: not its magnitude.
        case max
        /// The largest magnitude, as scikit-learn defines it.
        case absoluteMax = "absolute-max"
        case l1, l2
    }
    public var norm: Norm
    public init(norm: Norm) { self.norm = norm }
}

/// Rows `activation(x · coefficientsᵀ + intercepts)`: a projection, or a layer of a network.
public struct DenseStage: Codable, Equatable, Sendable {
    public enum Activation: String, Codable, Sendable { case identity, relu, tanh, logistic }
    /// Tensor [outputs, features].
    public var coefficients: String
    /// Tensor [outputs].
    public var intercepts: String
    public var activation: Activation
    public init(coefficients: String, intercepts: String, activation: Activation) {
        self.coefficients = coefficients
        self.intercepts = intercepts
        self.activation = activation
    }
}

/// Scores `x · coefficientsᵀ + intercepts`.
public struct LinearStage: Codable, Equatable, Sendable {
    /// Tensor [outputs, features].
    public var coefficients: String
    /// Tensor [outputs].
    public var intercepts: String
    public init(coefficients: String, intercepts: String) {
        self.coefficients = coefficients
        self.intercepts = intercepts
    }
}
