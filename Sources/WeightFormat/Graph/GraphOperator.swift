/// The tensor operators; FORMAT.md, section 8, says what each computes.
public enum GraphOperator: String, Codable, CaseIterable, Sendable {
    // element by element, of one value
    case identity, negate, absolute, sign, floor, ceiling, round, reciprocal, relu, sigmoid, erf
    case squareRoot = "square-root"
    case exponential, logarithm, tanh, softplus, softsign
    case sine, cosine, tangent, arctangent
    case log1p, expm1, log2, log10, exp2, square, truncate
    case cubeRoot = "cube-root"
    case sinh, cosh, arcsinh, arccosh, arctanh, arcsine, arccosine
    case normalQuantile = "normal-quantile"
    case leakyRelu = "leaky-relu"
    case elu, selu
    case hardSigmoid = "hard-sigmoid"
    case not
    case isNaN = "is-nan"
    case isInfinite = "is-infinite"
    case cast
    case textCase = "text-case"
    case finite
    // element by element, of two or three values that broadcast
    case add, subtract, multiply, divide, power, minimum, maximum, modulo
    case equal, less
    case lessOrEqual = "less-or-equal"
    case greater
    case greaterOrEqual = "greater-or-equal"
    case and, or, xor
    case select
    case clip
    case interpolate
    // products
    case matrixProduct = "matrix-product"
    // along axes
    case reduce
    case argumentMaximum = "argument-maximum"
    case argumentMinimum = "argument-minimum"
    case softmax
    case logSoftmax = "log-softmax"
    case normalize
    case cumulativeSum = "cumulative-sum"
    case largest
    // shapes
    case reshape, transpose, squeeze, unsqueeze, flatten, expand, tile, concatenate, split, shape
    case fill, range
    // choosing
    case gather
    case gatherElements = "gather-elements"
    case gatherTuples = "gather-tuples"
    case slice
    case nonZero = "non-zero"
    case oneHot = "one-hot"
    // categories
    case encodeLabels = "encode-labels"
    case encodeCategories = "encode-categories"
}

/// What an operator needs to know besides its inputs; each reads those it has a use for.
public struct OperatorAttributes: Codable, Equatable, Sendable {
    /// Counted from the end where negative, as in ONNX.
    public var axis: Int?
    public var axes: [Int]?
    /// Whether a reduced dimension stays, as 1.
    public var keep: Bool?
    public var reduction: Reduction?
    public var to: ElementKind?
    public var permutation: [Int]?
    public var sizes: [Int]?
    /// Of equal extremes the last instead of the first.
    public var last: Bool?
    /// The smallest instead of the largest.
    public var smallest: Bool?
    public var exclusive: Bool?
    public var reverse: Bool?
    /// Dimensions from the axis on are taken for one, as are those before it.
    public var flat: Bool?
    /// A 0 in a shape is a dimension of 0, not a copy of the input's.
    public var zeroIsZero: Bool?
    /// A category that is not known becomes all zeros; without, the row is refused.
    public var zeros: Bool?
    /// The remainder takes the sign of the first value; without, of the second.
    public var truncated: Bool?
    public var positive: Bool?
    public var negative: Bool?
    public var upper: Bool?
    /// A missing number is handed on; without, its row is refused.
    public var missing: Bool?
    public var order: Int?
    /// Leading dimensions that both values share.
    public var batch: Int?
    public var alpha: Double?
    public var beta: Double?

    public enum Reduction: String, Codable, Sendable {
        case sum, mean, maximum, minimum, product, l1, l2
        case sumOfSquares = "sum-of-squares"
        case logOfSum = "log-of-sum"
        case logOfSumOfExponentials = "log-of-sum-of-exponentials"
    }

    enum CodingKeys: String, CodingKey {
        case axis, axes, keep, reduction, to, permutation, sizes, last, smallest, exclusive, reverse
        case flat, zeros, truncated, positive, negative, upper, missing, order, batch
        case alpha, beta
        case zeroIsZero = "zero-is-zero"
    }

    public init(
        axis: Int? = nil, axes: [Int]? = nil, keep: Bool? = nil, reduction: Reduction? = nil,
        to: ElementKind? = nil, permutation: [Int]? = nil, sizes: [Int]? = nil, last: Bool? = nil,
        smallest: Bool? = nil, exclusive: Bool? = nil, reverse: Bool? = nil, flat: Bool? = nil,
        zeroIsZero: Bool? = nil, zeros: Bool? = nil, truncated: Bool? = nil, positive: Bool? = nil,
        negative: Bool? = nil, upper: Bool? = nil, missing: Bool? = nil,
        order: Int? = nil, batch: Int? = nil,
        alpha: Double? = nil, beta: Double? = nil
    ) {
        self.axis = axis
        self.axes = axes
        self.keep = keep
        self.reduction = reduction
        self.to = to
        self.permutation = permutation
        self.sizes = sizes
        self.last = last
        self.smallest = smallest
        self.exclusive = exclusive
        self.reverse = reverse
        self.flat = flat
        self.zeroIsZero = zeroIsZero
        self.zeros = zeros
        self.truncated = truncated
        self.positive = positive
        self.negative = negative
        self.upper = upper
        self.missing = missing
        self.order = order
        self.batch = batch
        self.alpha = alpha
        self.beta = beta
    }
}
