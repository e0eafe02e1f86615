import Tensors
import WeightFormat

extension OperationNode {
    /// The operator with its attributes.
    ///
    /// - Parameter constants: the inputs that are constants, by their place.
    func prepared(constants: [Int: Tensor], form: Planner.Form) -> any GraphOperation {
        let attributes = attributes ?? OperatorAttributes()
        let axis = attributes.axis ?? 0
        switch operation {
        case .identity, .negate, .absolute, .sign, .floor, .ceiling, .round, .reciprocal, .relu,
            .sigmoid, .erf, .squareRoot, .exponential, .logarithm, .tanh, .softplus, .softsign,
            .sine, .cosine, .tangent, .arctangent, .leakyRelu, .elu, .selu, .hardSigmoid, .not,
            .textCase, .square, .truncate:
            return Unary(
                operation: operation, attributes: attributes, exponentials: form.exponentials)
        case .log1p, .expm1, .log2, .log10, .exp2, .cubeRoot, .sinh, .cosh, .arcsinh, .arccosh,
            .arctanh, .arcsine, .arccosine, .normalQuantile:
            return ElementaryFunction(operation: operation)
        case .finite: return FiniteGuard(allowsMissing: attributes.missing == true)
        case .isNaN, .isInfinite:
            return Classification(operation: operation, attributes: attributes)
        case .cast: return Casting(to: attributes.to ?? .float32)
        case .add, .subtract, .multiply, .divide, .power, .minimum, .maximum, .modulo:
            return Arithmetic(
                operation: operation, isTruncated: attributes.truncated == true,
                isPlain: form == .reference)
        case .equal, .less, .lessOrEqual, .greater, .greaterOrEqual:
            return Comparing(operation: operation)
        case .and, .or, .xor: return Logic(operation: operation)
        case .select: return Select()
        case .clip: return Clip()
        case .matrixProduct:
            return Self.matrixProduct(constants[1], form)
        case .encodeLabels: return EncodeLabels(known: constants[1].map(LabelPlaces.init))
        case .interpolate: return Interpolate()
        default: return alongAxes(attributes, axis, form.exponentials)
        }
    }

    private func alongAxes(
        _ attributes: OperatorAttributes, _ axis: Int, _ exponentials: Exponentials?
    ) -> any GraphOperation {
        switch operation {
        case .reduce:
            return Reduce(
                reduction: attributes.reduction ?? .sum, axes: attributes.axes,
                keeps: attributes.keep ?? true)
        case .argumentMaximum, .argumentMinimum:
            return ArgumentExtreme(
                seeksMaximum: operation == .argumentMaximum, axis: axis,
                keeps: attributes.keep ?? true, takesLast: attributes.last == true)
        case .softmax, .logSoftmax:
            return Softmax(
                axis: axis, isFlat: attributes.flat == true, isLogarithm: operation == .logSoftmax,
                exponentials: exponentials)
        case .normalize: return LineNormalization(axis: axis, order: attributes.order ?? 2)
        case .cumulativeSum:
            return CumulativeSum(
                axis: axis, isExclusive: attributes.exclusive == true,
                isReversed: attributes.reverse == true)
        case .largest: return Largest(axis: axis, isSmallest: attributes.smallest == true)
        default: return movement(attributes, axis)
        }
    }

    private func movement(_ attributes: OperatorAttributes, _ axis: Int) -> any GraphOperation {
        switch operation {
        case .reshape: Reshape(zeroIsZero: attributes.zeroIsZero == true)
        case .transpose: Transpose(permutation: attributes.permutation)
        case .squeeze: Squeeze(axes: attributes.axes)
        case .unsqueeze: Unsqueeze(axes: attributes.axes ?? [])
        case .flatten: Flatten(axis: axis)
        case .expand: Expand()
        case .tile: Tile()
        case .concatenate: Concatenate(axis: axis)
        case .split: Split(axis: axis, sizes: attributes.sizes, pieces: outputs.count)
        case .shape: Shape()
        case .fill: Fill()
        case .range: RangeOperation()
        case .gather: Gather(axis: axis)
        case .gatherElements: GatherElements(axis: axis)
        case .gatherTuples: GatherTuples(batch: attributes.batch ?? 0)
        case .slice: Slice()
        case .nonZero: NonZero()
        case .oneHot: OneHot(axis: axis)
        case .encodeCategories: EncodeCategories(acceptsUnknown: attributes.zeros == true)
        default: Unary(operation: .identity, attributes: attributes, exponentials: nil)
        }
    }

    private static func matrixProduct(_ second: Tensor?, _ form: Planner.Form) -> MatrixProduct {
        switch form {
        case .reference: MatrixProduct(fixed: nil, instructionSet: nil)
        case .prepared(let instructionSet):
            MatrixProduct(fixed: fixed(second, instructionSet), instructionSet: instructionSet)
        }
    }

    /// A constant matrix on the right, laid out for speed.
    private static func fixed(
        _ second: Tensor?, _ instructionSet: InstructionSet
    ) -> MatrixProduct.Fixed? {
        guard let second, second.rank == 2, second.count > 0 else { return nil }
        let (rows, columns) = (second.shape[0], second.shape[1])
        switch second.elements {
        case .float32(let values):
            return .float32(product(values, rows, columns, instructionSet))
        case .float64(let values):
            return .float64(product(values, rows, columns, instructionSet))
        case .int32, .int64, .bool, .text: return nil
        }
    }

    private static func product<Scalar: Real>(
        _ values: [Scalar], _ rows: Int, _ columns: Int, _ instructionSet: InstructionSet
    ) -> DenseProduct<Scalar> {
        DenseProduct(
            coefficients: Matrix(rows: rows, columns: columns, values: values).transposed(),
            intercepts: [Scalar](repeating: 0, count: columns), for: instructionSet)
    }
}
