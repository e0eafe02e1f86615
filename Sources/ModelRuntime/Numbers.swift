public import Tensors
public import WeightFormat

/// A matrix in the width in which a model computes.
public enum Numbers: Equatable, Sendable {
    case float32(Matrix<Float>)
    case float64(Matrix<Double>)

    public var rows: Int {
        switch self {
        case .float32(let matrix): matrix.rows
        case .float64(let matrix): matrix.rows
        }
    }

    public var columns: Int {
        switch self {
        case .float32(let matrix): matrix.columns
        case .float64(let matrix): matrix.columns
        }
    }

    public var precision: Precision {
        switch self {
        case .float32: .float32
        case .float64: .float64
        }
    }

    /// One number, widened exactly.
    public subscript(row: Int, column: Int) -> Double {
        switch self {
        case .float32(let matrix): Double(matrix[row, column])
        case .float64(let matrix): matrix[row, column]
        }
    }

    /// All numbers, row-major, widened exactly.
    public var doubles: [Double] {
        switch self {
        case .float32(let matrix): matrix.values.map { Double($0) }
        case .float64(let matrix): matrix.values
        }
    }

    /// The same numbers, rounded or widened where the width is another.
    public func converted(to precision: Precision) -> Numbers {
        switch (self, precision) {
        case (.float32, .float32), (.float64, .float64): self
        case (.float32(let matrix), .float64): .float64(matrix.converted(to: Double.self))
        case (.float64(let matrix), .float32): .float32(matrix.converted(to: Float.self))
        }
    }
}

/// The two widths, by which generic code meets ``Numbers`` without casts at run time.
protocol Width: Real {
    static var precision: Precision { get }
    static func wrap(_ matrix: Matrix<Self>) -> Numbers
    /// - Precondition: `numbers` have this width: the weight file's check follows the widths
    ///   through the stages.
    static func unwrap(_ numbers: Numbers) -> Matrix<Self>
    static func read(_ tensor: TensorView) throws(WeightError) -> [Self]
}

extension Float: Width {
    static var precision: Precision { .float32 }
    static func wrap(_ matrix: Matrix<Float>) -> Numbers { .float32(matrix) }
    static func unwrap(_ numbers: Numbers) -> Matrix<Float> {
        guard case .float32(let matrix) = numbers else {
            preconditionFailure("a stage takes rows of its own width")
        }
        return matrix
    }
    static func read(_ tensor: TensorView) throws(WeightError) -> [Float] { try tensor.float32() }
}

extension Double: Width {
    static var precision: Precision { .float64 }
    static func wrap(_ matrix: Matrix<Double>) -> Numbers { .float64(matrix) }
    static func unwrap(_ numbers: Numbers) -> Matrix<Double> {
        guard case .float64(let matrix) = numbers else {
            preconditionFailure("a stage takes rows of its own width")
        }
        return matrix
    }
    static func read(_ tensor: TensorView) throws(WeightError) -> [Double] { try tensor.float64() }
}
