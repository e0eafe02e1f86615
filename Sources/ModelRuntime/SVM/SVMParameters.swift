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

    /// One row's scores from its kernel values, appended to `scores`.
    ///
    /// The products round to the model's width and sum in double, in the vectors' order: in float32
    /// that is ONNX Runtime's way, in float64 libsvm's.
    func appendScores(_ values: [Scalar], to scores: inout [Scalar]) {
        guard let classes else {
            scores.append(Scalar(sum(0, 0..<vectors.rows, values) + Double(intercepts[0])))
            return
        }
        var pair = 0
        for i in 0..<classes.count - 1 {
            for j in i + 1..<classes.count {
                // A class's coefficients against the others stand in rows without itself.
                let total = sum(i, classes[j], values, from: sum(j - 1, classes[i], values))
                scores.append(Scalar(total + Double(intercepts[pair])))
                pair += 1
            }
        }
    }

    private func sum(
        _ row: Int, _ range: Range<Int>, _ values: [Scalar], from start: Double = 0
    ) -> Double {
        let first = row * vectors.rows
        var sum = start
        for vector in range {
            sum += Double(coefficients.values[first + vector] * values[vector])
        }
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
            parameters.appendScores(values, to: &scores)
        }
        return Matrix(rows: x.rows, columns: parameters.intercepts.count, values: scores)
    }
}
