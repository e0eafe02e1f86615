extension GraphOperator {
    /// How many inputs the operator takes; the last of them may be absent down to the lower bound.
    public var inputs: ClosedRange<Int> {
        switch self {
        case .identity, .negate, .absolute, .sign, .floor, .ceiling, .round, .reciprocal, .relu,
            .sigmoid, .erf, .squareRoot, .exponential, .logarithm, .tanh, .softplus, .softsign,
            .sine, .cosine, .tangent, .arctangent, .leakyRelu, .elu, .selu, .hardSigmoid, .not,
            .isNaN, .isInfinite, .cast, .textCase, .reduce, .argumentMaximum, .argumentMinimum,
            .softmax, .logSoftmax, .normalize, .cumulativeSum, .transpose, .squeeze, .unsqueeze,
            .flatten, .split, .shape, .nonZero, .log1p, .expm1, .log2, .log10, .exp2, .square,
            .truncate, .cubeRoot, .sinh, .cosh, .arcsinh, .arccosh, .arctanh, .arcsine,
            .arccosine, .normalQuantile, .finite:
            1...1
        case .add, .subtract, .multiply, .divide, .power, .minimum, .maximum, .modulo, .equal,
            .less, .lessOrEqual, .greater, .greaterOrEqual, .and, .or, .xor, .matrixProduct,
            .largest, .reshape, .expand, .tile, .fill, .gather, .gatherElements, .gatherTuples,
            .encodeCategories:
            2...2
        case .select, .range, .oneHot, .interpolate: 3...3
        case .clip: 1...3
        case .slice: 3...5
        case .concatenate: 1...Limits.nodes
        case .encodeLabels: 3...4
        }
    }

    /// How many outputs the operator makes.
    public var outputs: ClosedRange<Int> {
        switch self {
        case .split: 1...Limits.nodes
        case .largest: 1...2
        default: 1...1
        }
    }

    /// The attributes without which the operator says nothing.
    func lacks(_ attributes: OperatorAttributes) -> String? {
        switch self {
        case .cast where attributes.to == nil: "to"
        case .reduce where attributes.reduction == nil: "reduction"
        case .argumentMaximum where attributes.axis == nil,
            .argumentMinimum where attributes.axis == nil, .softmax where attributes.axis == nil,
            .logSoftmax where attributes.axis == nil, .normalize where attributes.axis == nil,
            .cumulativeSum where attributes.axis == nil, .largest where attributes.axis == nil,
            .concatenate where attributes.axis == nil, .split where attributes.axis == nil,
            .gather where attributes.axis == nil, .gatherElements where attributes.axis == nil,
            .flatten where attributes.axis == nil, .oneHot where attributes.axis == nil:
            "axis"
        case .normalize where attributes.order == nil: "order"
        case .unsqueeze where attributes.axes == nil: "axes"
        default: nil
        }
    }
}
