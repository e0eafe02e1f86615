import FoundationEssentials
import ModelImport
import ModelRuntime
import Tensors
import Testing
import WeightFormat

/// Damaged models of other libraries end in an error, or in a model that answers. Set
/// `CHORUS_GOLDEN` to the golden cases.
@Suite struct HostileModelTests {
    @Test(
        "a damaged model is refused in time, or answers",
        .enabled(if: environment("CHORUS_GOLDEN") != nil), arguments: try HostileFile.all())
    func isRefused(file: HostileFile) throws {
        let start = ContinuousClock().now
        do {
            let document = try importModel(
                path: file.path, options: ImportOptions(), date: "2026-01-01T00:00:00Z")
            #expect(file.must != "reject", "was taken: \(file.what)")
            let weights = try WeightFile(bytes: document.serialized())
            let model = try PreparedModel(file: weights)
            let row = Batch(
                unchecked: .float64(.init(rows: 1, columns: weights.features.count)),
                fitting: model.signature)
            #expect(try model.predict(row).rows == 1)
        } catch let error as ImportError {
            #expect(file.must != "accept", "was refused: \(error)")
        }
        #expect(ContinuousClock().now - start < .seconds(5))
    }
}

/// One file of `hostile/`, and what must happen with it: `reject`, `accept` or `either`.
struct HostileFile: Decodable, Sendable, CustomTestStringConvertible {
    var file: String
    var format: String
    var what: String
    var must: String
    var testDescription: String { file }
    var path: String { "\(environment("CHORUS_GOLDEN") ?? "")/hostile/\(file)" }

    private struct List: Decodable { var files: [HostileFile] }

    /// The files of all formats whose importer is held to them here.
    static func all() throws -> [HostileFile] {
        guard let root = environment("CHORUS_GOLDEN") else { return [] }
        let path = root + "/hostile/hostile.json"
        guard FileManager.default.fileExists(atPath: path) else { return [] }
        return try JSONDecoder().decode(List.self, from: Data(contentsOf: URL(filePath: path)))
            .files.filter { ["catboost-json", "lightgbm-text"].contains($0.format) }
    }
}
