import FoundationEssentials
import Testing
import WeightFormat

@Suite struct FileTests {
    private let folder =
        FileManager.default.temporaryDirectory.path
        + "/weights-\(UInt64.random(in: 0...UInt64.max))"

    @Test("a written file is read back, and replaces the one before it whole")
    func write() throws {
        try FileManager.default.createDirectory(
            atPath: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let path = folder + "/iris.safetensors"

        try linearDocument().write(to: path)
        let before = try WeightFile(path: path)
        try treesDocument().write(to: path)
        let after = try WeightFile(path: path)

        #expect(before.name == "iris")
        #expect(try before.tensor("offset").float64() == [1, 2])
        #expect(after.name == "trees")
        #expect(after.checksum.count == 64 && after.checksum != before.checksum)
        #expect(after.byteCount == (try treesDocument().serialized().count))
        #expect(
            try FileManager.default.contentsOfDirectory(atPath: folder) == ["iris.safetensors"])
    }

    @Test("a missing file, a folder and an empty file are refused in one sentence")
    func unreadable() throws {
        try FileManager.default.createDirectory(
            atPath: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        try Data().write(to: URL(filePath: folder + "/empty"))

        for path in [folder + "/none", folder, folder + "/empty"] {
            let error = #expect(throws: WeightError.self) { try WeightFile(path: path) }
            #expect(error?.description.hasPrefix(path + ": ") == true)
        }
        #expect(throws: WeightError.self) {
            try linearDocument().write(to: folder + "/none/x.safetensors")
        }
    }

    @Test("the checksum is SHA-256")
    func checksums() {
        #expect(
            checksum(Array("abc".utf8))
                == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")
    }
}
