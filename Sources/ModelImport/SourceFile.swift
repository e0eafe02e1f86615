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
            bytes = try fileBytes(at: path, limit: ImportLimits.sourceBytes)
        } catch {
            throw .weights(error.fault)
        }
        name = path.split(separator: "/").last.map(String.init) ?? path
        sha256 = checksum(bytes)
    }

    /// The name without its ending: what the model is called unless someone says otherwise.
    var modelName: String {
        guard let dot = name.lastIndex(of: "."), dot > name.startIndex else { return name }
        return String(name[..<dot])
    }
}
