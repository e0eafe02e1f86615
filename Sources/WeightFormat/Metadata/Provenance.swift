/// Where a model comes from.
public struct Provenance: Codable, Equatable, Sendable {
    /// The library that trained or wrote the model, `scikit-learn`.
    public var library: String
    /// That library's version; empty when the source does not say.
    public var version: String
    /// Name of the source file, without folders.
    public var file: String
    /// SHA-256 of the source file, 64 hexadecimal digits.
    public var sha256: String
    /// When the weight file was made, ISO 8601.
    public var date: String
    /// The converter between library and source file, `skl2onnx 1.7.0`.
    public var producer: String?

    public init(
        library: String, version: String, file: String, sha256: String, date: String,
        producer: String? = nil
    ) {
        self.library = library
        self.version = version
        self.file = file
        self.sha256 = sha256
        self.date = date
        self.producer = producer
    }
}
