import Tensors
import WeightFormat

/// A kernel machine as the file has it.
struct SVMParameters<Scalar: Width>: Sendable {
    let kernel: VectorKernel<Scalar>
    /// vectors x features.
    let vectors: Matrix<Scalar>
    /// (classes - 1) x vectors; one row where there are no classes.
    let coefficients: Matrix<Scalar>
    let intercepts: [Scalar]
    /// The vectors of each class, in order; nil where there is one score.
    let classes: [Range<Int>]?
}

extension SVMParameters {
    init(_ stage: SVMStage, _ file: WeightFile) throws(WeightError) {
        kernel = Self.kernel(stage)
        vectors = try file.matrix(stage.supportVectors)
        coefficients = try file.matrix(stage.coefficients)
        intercepts = try Scalar.read(file.tensor(stage.intercepts))
        var start = 0
        classes = stage.vectorsPerClass?.map { count in
            defer { start += count }
            return start..<start + count
        }
    }

    private static func kernel(_ stage: SVMStage) -> VectorKernel<Scalar> {
        let gamma = Scalar(stage.gamma)
        let coef0 = Scalar(stage.coef0)
        return switch stage.kernel {
        case .linear: .linear
        case .rbf: .rbf(gamma: gamma)
        case .polynomial: .polynomial(gamma: gamma, coef0: coef0, degree: Scalar(stage.degree))
        case .sigmoid: .sigmoid(gamma: gamma, coef0: coef0)
        }
    }

    /// One row's scores, in order.
    ///
    /// - Parameter total: Σ coefficient x kernel value over a range of vectors, with the coefficients
    ///   of a row, added to what it starts from.
    @inline(__always)
    func forEachScore(
        total: (_ row: Int, Range<Int>, _ start: Double) -> Double, score: (Scalar) -> Void
    ) {
        guard let classes else {
            score(Scalar(total(0, 0..<vectors.rows, 0) + Double(intercepts[0])))
            return
        }
        var pair = 0
        for i in 0..<classes.count - 1 {
            for j in i + 1..<classes.count {
                // A class's coefficients against the others stand in rows without itself.
                let sum = total(i, classes[j], total(j - 1, classes[i], 0))
                score(Scalar(sum + Double(intercepts[pair])))
                pair += 1
            }
        }
    }

    /// The definition of a total: the products round to the model's width and sum in double, in the
    /// vectors' order.
    func total(
        _ row: Int, _ range: Range<Int>, from start: Double, _ values: [Scalar]
    ) -> Double {
        let first = row * vectors.rows
        var sum = start
        for vector in range { sum += Double(coefficients.values[first + vector] * values[vector]) }
        return sum
    }
}

/// The plain form: the kernel by its definition.
struct ReferenceSVM<Scalar: Width>: WidthStep {
    let parameters: SVMParameters<Scalar>

    @specialized(where Scalar == Float)
    @specialized(where Scalar == Double)
    func apply(_ x: Matrix<Scalar>) -> Matrix<Scalar> {
        var scores: [Scalar] = []
        for row in 0..<x.rows {
            let values = referenceKernel(
                x.row(row), parameters.vectors, kernel: parameters.kernel)
            parameters.forEachScore {
                parameters.total($0, $1, from: $2, values)
            } score: {
                scores.append($0)
            }
        }
        return Matrix(rows: x.rows, columns: parameters.intercepts.count, values: scores)
    }
}
