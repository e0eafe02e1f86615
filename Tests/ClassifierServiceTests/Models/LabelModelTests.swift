import ClassifierService
import FoundationEssentials
import InferenceAPI
import Testing
import WeightFormat

@Suite struct LabelModelTests {
    /// This file lies four levels below the project's folder.
    static let weights =
        #filePath.split(separator: "/").dropLast(4).reduce("") { "\($0)/\($1)" } + "/Weights"

    @Test("a classifier tells its own labels and their probabilities, row by row")
    func labels() throws {
        let model = try LabelModel(path: "\(Self.weights)/iris-setosa.safetensors")

        let answers = try model.labels(rows: 2, values: [5.1, 3.5, 1.4, 0.2, 1, 2, 3, 4])

        #expect(model.features == 4)
        #expect(
            answers
                == .labels(
                    [.text("setosa"), .text("other")],
                    probabilities: [0.9856641562850708, 0.9891296227908932]))
    }

    @Test("a regression tells values")
    func values() throws {
        let path = try Self.regression()
        defer { try? FileManager.default.removeItem(atPath: path) }
        let model = try LabelModel(path: path)

        #expect(try model.labels(rows: 2, values: [1, 2, 3, 4]) == .values([9, 17]))
    }

    @Test("rows that do not fit are refused with the reason", arguments: [Double.nan, .infinity])
    func refused(value: Double) throws {
        let model = try LabelModel(path: "\(Self.weights)/iris-setosa.safetensors")

        let refusal = #expect(throws: LabelModel.Refusal.self) {
            try model.labels(rows: 1, values: [1, value, 3, 4])
        }

        #expect(refusal?.reason.hasPrefix("row 0, column 1 is ") == true)
    }

    @Test(
        "a file that is not there, and a folder of several, are no model", arguments: ["", "/no"])
    func noModel(path: String) {
        #expect(throws: LoadError.self) { try LabelModel(path: Self.weights + path) }
    }

    /// A weight file whose model answers `x + 3 y + 2`.
    private static func regression() throws -> String {
        let document = WeightDocument(
            name: "sum",
            description: ModelDescription(
                task: .regression, input: .float64,
                stages: [
                    .linear(LinearStage(coefficients: "w", intercepts: "b")),
                    .regress(RegressHead(link: .identity)),
                ]),
            features: Feature.unnamed(2), sample: [0, 0],
            provenance: Provenance(
                library: "tests", version: "1", file: "sum",
                sha256: String(repeating: "0", count: 64), date: "2026-01-01T00:00:00Z"),
            tensors: ["w": .float64([1, 3], shape: [1, 2]), "b": .float64([2])])
        let folder = FileManager.default.temporaryDirectory.path
        let path = "\(folder)/\(UInt64.random(in: 0 ... .max)).safetensors"
        try document.write(to: path)
        return path
    }
}
