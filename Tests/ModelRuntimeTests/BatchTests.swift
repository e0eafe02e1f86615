import ModelRuntime
import Tensors
import Testing
import WeightFormat

@Suite struct BatchTests {
    private func signature(_ input: Precision, acceptsMissing: Bool = false) -> Signature {
        Signature(
            features: [FeatureSignature(name: "a"), FeatureSignature(name: "b")], input: input,
            task: .regression, outputs: [],
            acceptsMissing: acceptsMissing)
    }

    @Test("the numbers must be rows x features")
    func shape() {
        #expect(throws: BatchError.values(found: 3, expected: 4)) {
            try Batch(rows: 2, values: [1.0, 2, 3], fitting: signature(.float64))
        }
        #expect(throws: BatchError.values(found: 0, expected: .max)) {
            try Batch(rows: .max, values: [Double](), fitting: signature(.float64))
        }
    }

    @Test("a number beyond float32 is infinite to a float32 model, and is refused")
    func overflow() throws {
        _ = try Batch(rows: 1, values: [1e300, 0], fitting: signature(.float64))
        #expect(throws: BatchError.infinite(row: 0, column: 1, precision: .float32)) {
            try Batch(rows: 1, values: [0, 1e300], fitting: signature(.float32))
        }
    }

    @Test("rows take the model's width")
    func widths() throws {
        let narrow = try Batch(rows: 1, values: [0.1, 2], fitting: signature(.float32))
        #expect(narrow.content == .matrix(.float32(Matrix(rows: 1, columns: 2, values: [0.1, 2]))))
        let wide = try Batch(rows: 1, values: [Float(0.1), 2], fitting: signature(.float64))
        let widened = Matrix(rows: 1, columns: 2, values: [Double(Float(0.1)), 2])
        #expect(wide.content == .matrix(.float64(widened)))
    }

    @Test("a model that handles missing values takes NaN and infinities")
    func missing() throws {
        let batch = try Batch(
            rows: 1, values: [Double.nan, .infinity],
            fitting: signature(.float32, acceptsMissing: true))
        #expect(batch.rows == 1)
    }
}
