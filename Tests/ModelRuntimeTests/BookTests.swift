import ModelRuntime
import Testing
import WeightFormat

/// The three models of the book on ML system design patterns, and the numbers it prints.
///
/// The fixtures hold the models' parameters as the book's ONNX files have them, and as golden rows
/// what ONNX Runtime 1.31.1 answers for iris, the book's two requests and rows at the edges.
@Suite struct BookTests {
    static let posted: [(String, [Double])] = [
        ("setosa", [0.2897033989429474, 0.710296630859375]),
        ("versicolor", [0.05282164365053177, 0.9471783638000488]),
        ("virginica", [0.3042130172252655, 0.6957869529724121]),
    ]
    static let sampled: [(String, Double)] = [
        ("setosa", 0.9824145436286926), ("versicolor", 0.0046140821650624275),
        ("virginica", 0.011562099680304527),
    ]

    @Test("the posted row's probabilities are the book's, digit for digit", arguments: posted)
    func postedRow(name: String, expected: [Double]) throws {
        for model in try models(name) {
            let answer = try answer(model, [1, 2, 3, 4])
            #expect(answer == expected)
        }
    }

    @Test("the sample row's probability is the book's, digit for digit", arguments: sampled)
    func sampleRow(name: String, expected: Double) throws {
        for model in try models(name) {
            #expect(try answer(model, [5.1, 3.5, 1.4, 0.2]).first == expected)
        }
    }

    @Test(
        "labels and probabilities of all rows are ONNX Runtime's",
        arguments: ["setosa", "versicolor", "virginica"])
    func goldenRows(name: String) throws {
        let file = try fixture(name)
        for model in try models(name) {
            let verification = try Verification(of: model, against: file)
            #expect(verification.verdict == .passed, "\(verification)")
            #expect(verification.mismatchedLabels == 0)
            #expect(verification.differences.allSatisfy { $0.absolute <= 1e-6 })
        }
    }

    private func answer(_ model: some Model, _ row: [Double]) throws -> [Double] {
        let batch = try Batch(rows: 1, values: row, fitting: model.signature)
        let prediction = try #require(model.predict(batch).primary)
        return (0..<prediction.columns).map { prediction[0, $0] }
    }

    private func models(_ name: String) throws -> [any Model] {
        let file = try fixture(name)
        return [try PreparedModel(file: file), try ReferenceModel(file: file)]
    }

    private func fixture(_ name: String) throws -> WeightFile {
        let folder = #filePath.split(separator: "/", omittingEmptySubsequences: false).dropLast()
        return try WeightFile(
            path: folder.joined(separator: "/") + "/Fixtures/iris-\(name).safetensors")
    }
}
