/// A weight file in the making: the same fields as ``WeightFile``, and the tensors' numbers.
public struct WeightDocument: Equatable, Sendable {
    public var name: String
    public var release: String?
    public var description: ModelDescription
    public var features: [Feature]
    public var classes: [ClassLabel]?
    /// One row, a cell a feature.
    public var sample: [Cell]
    public var provenance: Provenance
    public var golden: Golden?
    public var tensors: [String: TensorData]

    public init(
        name: String, release: String? = nil, description: ModelDescription, features: [Feature],
        classes: [ClassLabel]? = nil, sample: [Cell], provenance: Provenance,
        golden: Golden? = nil, tensors: [String: TensorData]
    ) {
        self.name = name
        self.release = release
        self.description = description
        self.features = features
        self.classes = classes
        self.sample = sample
        self.provenance = provenance
        self.golden = golden
        self.tensors = tensors
    }

    /// Checks the document as a reader will, then writes it, whole or not at all: to a new file
    /// beside `path`, renamed over it.
    public func write(to path: String) throws(WeightError) {
        let bytes: [UInt8]
        do {
            bytes = try serialized()
        } catch {
            throw WeightError(file: path, fault: error.fault)
        }
        do {
            try replaceFile(at: path, with: bytes)
        } catch {
            throw WeightError(file: path, fault: error)
        }
    }

    /// The bytes of the weight file, the same for the same document, checked as a reader will.
    public func serialized() throws(WeightError) -> [UInt8] {
        let file = "the weight file '\(name)'"
        let bytes: [UInt8]
        do {
            bytes = try layout()
        } catch {
            throw WeightError(file: file, fault: error)
        }
        _ = try WeightFile(bytes: bytes, file: file)
        return bytes
    }
}
