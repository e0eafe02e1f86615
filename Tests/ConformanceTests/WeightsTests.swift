import ModelRuntime
import Testing
import WeightFormat

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#elseif canImport(Musl)
    import Musl
#endif

/// The weight files that come with the project, and those of the folder that `CHORUS_WEIGHTS` names.
@Suite struct WeightsTests {
    @Test(
        "every weight file answers its golden rows as its training library did",
        arguments: weightFiles())
    func goldenRows(path: String) throws {
        let file = try WeightFile(path: path)
        let prepared = try Verification(of: PreparedModel(file: file), against: file)
        #expect(prepared.verdict == .passed, "\(path): \(prepared)")
        let reference = try Verification(of: ReferenceModel(file: file), against: file)
        #expect(reference.verdict == .passed, "\(path): \(reference)")
    }

    static func weightFiles() -> [String] {
        let package = #filePath.split(separator: "/", omittingEmptySubsequences: false).dropLast(3)
        var folders = [package.joined(separator: "/") + "/Weights"]
        if let folder = environment("CHORUS_WEIGHTS") { folders.append(folder) }
        return folders.flatMap { folder in
            files(in: folder).filter { $0.hasSuffix(".safetensors") }.map { "\(folder)/\($0)" }
        }
    }
}

/// An environment variable, where it is set and not empty.
func environment(_ name: String) -> String? {
    guard let value = getenv(name).map({ String(cString: $0) }), !value.isEmpty else { return nil }
    return value
}

/// Names of what is in a folder, sorted; none where there is no such folder.
func files(in folder: String) -> [String] {
    guard let directory = opendir(folder) else { return [] }
    defer { closedir(directory) }
    var names: [String] = []
    while let entry = readdir(directory) {
        names.append(
            withUnsafeBytes(of: entry.pointee.d_name) { bytes in
                String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
            })
    }
    return names.sorted()
}
