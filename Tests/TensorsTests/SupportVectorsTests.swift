import Tensors
import Testing

@Suite struct SupportVectorsTests {
    static let kernels: [VectorKernel<Float>] = [
        .linear, .rbf(gamma: 0.25), .polynomial(gamma: 0.5, coef0: 1, degree: 3),
        .polynomial(gamma: 0.5, coef0: 1, degree: 2.5), .sigmoid(gamma: 0.1, coef0: -0.5),
    ]

    @Test(
        "vectors in lanes equal the definition bit for bit, but for the exponential's last bit",
        arguments: 0..<5, InstructionSet.available)
    func equalsReference(kernel: Int, instructionSet: InstructionSet) {
        var generator = SeededGenerator(seed: 4)
        for count in [0, 1, 7, 8, 9, 33, 64, 100] {
            let vectors = Matrix<Float>(
                rows: count, columns: 6,
                values: (0..<count * 6).map { _ in Float.random(in: -2...2, using: &generator) })
            let row: ArraySlice<Float> = [1, -0.0, .leastNonzeroMagnitude, -2, 0.3, 1e3]
            let kernel = Self.kernels[kernel]
            let prepared = SupportVectors(vectors, kernel: kernel, for: instructionSet)
            var values = [Float](repeating: -1, count: prepared.room)
            prepared.evaluate(row, into: &values)
            let expected = referenceKernel(row, vectors, kernel: kernel)
            for (value, expected) in zip(values, expected) {
                if case .rbf = kernel {
                    #expect((value - expected).magnitude <= expected.ulp)
                } else {
                    #expect(value.bitPattern == expected.bitPattern)
                }
            }
        }
    }

    @Test("the kernels are those of libsvm's formulas")
    func formulas() {
        let vectors = Matrix<Double>(rows: 1, columns: 2, values: [1, 2])
        let row: ArraySlice<Double> = [3, -1]
        #expect(referenceKernel(row, vectors, kernel: .linear) == [1])
        #expect(referenceKernel(row, vectors, kernel: .rbf(gamma: 0.5)) == [Double.exp(-6.5)])
        #expect(
            referenceKernel(row, vectors, kernel: .polynomial(gamma: 2, coef0: 1, degree: 3)) == [
                27
            ])
        #expect(
            referenceKernel(row, vectors, kernel: .sigmoid(gamma: 1, coef0: -1)) == [0])
    }
}
