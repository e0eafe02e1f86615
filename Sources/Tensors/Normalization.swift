/// The norm by which a row is divided.
public enum RowNorm: Sendable {
    /// The largest number, as ONNX defines it: not its magnitude.
    case max
    /// The largest magnitude, as scikit-learn defines it.
    case absoluteMax
    /// The sum of the magnitudes.
    case l1
    /// The root of the sum of the squares.
    case l2
}

extension Matrix {
    /// Each row divided by its norm; a row whose norm is zero stays as it is.
    @specialized(where Scalar == Float)
    @specialized(where Scalar == Double)
    public mutating func normalizeRows(by norm: RowNorm) {
        for row in 0..<rows {
            let range = row * columns..<(row + 1) * columns
            switch norm {
            case .max: divide(range, by: Self.largest(values[range]))
            case .absoluteMax: divide(range, by: largestMagnitude(range))
            case .l1: divide(range, by: values[range].reduce(0) { $0 + $1.magnitude })
            case .l2: divideByLength(range)
            }
        }
    }

    private func largestMagnitude(_ range: Range<Int>) -> Scalar {
        values[range].reduce(0) { Swift.max($0, $1.magnitude) }
    }

    private mutating func divide(_ range: Range<Int>, by norm: Scalar) {
        guard norm != 0 else { return }
        for index in range { values[index] /= norm }
    }

    /// In float32 ONNX Runtime takes the root of each square's share; scikit-learn, in float64,
    /// divides by the root of the sum.
    private mutating func divideByLength(_ range: Range<Int>) {
        let sum = values[range].reduce(0) { $0 + $1 * $1 }
        guard sum != 0 else { return }
        guard Scalar.self == Float.self else { return divide(range, by: sum.squareRoot()) }
        for index in range {
            let x = values[index]
            let length = (x * x / sum).squareRoot()
            values[index] = x < 0 ? -length : length
        }
    }
}
