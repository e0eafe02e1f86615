import FoundationEssentials
import ModelImport
import Testing

/// Malformed model files in the folder that the environment names; without it there is nothing to do.
@Suite struct HostileTests {
    private struct Index: Decodable {
        struct File: Decodable {
            var file: String
            var must: String
        }
        var files: [File]
    }

    private static let folder = ProcessInfo.processInfo.environment["CHORUS_GOLDEN"]

    @Test("hostile files are refused in a sentence, odd but legal ones imported")
    func files() throws {
        guard let folder = Self.folder else { return }
        let json = try Data(contentsOf: URL(filePath: folder + "/hostile/hostile.json"))
        let files = try JSONDecoder().decode(Index.self, from: json).files
            .filter { file in
                ["onnx/", "any/", "xgboost-"].contains { file.file.hasPrefix($0) }
            }
        #expect(!files.isEmpty)
        for file in files { try check(folder + "/hostile/" + file.file, must: file.must) }
    }

    private func check(_ path: String, must: String) throws {
        do {
            _ = try importModel(path: path, options: ImportOptions(), date: today)
            #expect(must != "reject", "\(path) was imported")
        } catch let error {
            if case .unsupported = error.fault { return }
            #expect(must != "accept", "\(error)")
            #expect(error.description.contains(": ") && error.description.hasSuffix("."))
        }
    }
}
