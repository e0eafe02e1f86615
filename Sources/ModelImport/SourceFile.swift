import WeightFormat

/// A model's bytes and what the provenance says of them.
struct SourceFile {
    let bytes: [UInt8]
    /// The file's name without folders.
    let name: String
    /// SHA-256 of the bytes.
    let sha256: String

    init(path: String) throws(ImportFault) {
        do {
            self.init(
                bytes: try fileBytes(at: path, limit: ImportLimits.sourceBytes), path: path)
        } catch {
            throw .weights(error.fault)
        }
    }

    /// Bytes that are in memory already.
    init(bytes: [UInt8], path: String) {
        self.bytes = bytes
        name = path.split(separator: "/").last.map(String.init) ?? path
        sha256 = checksum(bytes)
    }

    /// The name without its ending: what the model is called unless someone says otherwise.
    var modelName: String {
        guard let dot = name.lastIndex(of: "."), dot > name.startIndex else { return name }
        return String(name[..<dot])
    }
}
