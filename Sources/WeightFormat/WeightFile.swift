/// A weight file, open and believed: every tensor lies within the file, and the description asks for
/// nothing that the tensors do not bear out.
///
/// Whoever holds one may index as the description says, without checking again.
public struct WeightFile: Sendable {
    /// The model's name, `iris-setosa`.
    public let name: String
    /// Which training this model belongs to, where models are trained on one another.
    public let release: String?
    public let description: ModelDescription
    public let features: [Feature]
    /// Labels in the order of the probability columns; nil where a model has no classes.
    public let classes: [ClassLabel]?
    /// One row, for trying the model.
    public let sample: [Cell]
    public let provenance: Provenance
    public let golden: Golden?
    /// SHA-256 of the whole file, 64 hexadecimal digits.
    public let checksum: String
    /// Size of the whole file.
    public var byteCount: Int { container.bytes.count }
    /// Columns of each output that the model has, by our own output name; `label` has one.
    public let outputColumns: [String: Int]

    private let container: Container
    private let file: String

    /// Maps and checks the file at `path`.
    public init(path: String) throws(WeightError) {
        do {
            try self.init(MappedBytes(path: path), file: path)
        } catch {
            throw WeightError(file: path, fault: error)
        }
    }

    /// Checks a file that is in memory; `file` names it in errors.
    public init(bytes: [UInt8], file: String = "the weight file in memory") throws(WeightError) {
        do {
            try self.init(MappedBytes(bytes), file: file)
        } catch {
            throw WeightError(file: file, fault: error)
        }
    }

    private init(_ bytes: MappedBytes, file: String) throws(WeightFault) {
        container = try Container(bytes)
        let metadata = try Metadata(texts: container.header.metadata)
        let tensors = TensorTable(container: container, file: file)
        outputColumns = try Validation(metadata: metadata, tensors: tensors).run()
        name = metadata.name
        release = metadata.release
        description = metadata.description
        features = metadata.features
        classes = metadata.classes
        sample = metadata.sample
        provenance = metadata.provenance
        golden = metadata.golden
        checksum = bytes.checksum()
        self.file = file
    }

    /// The texts of a table that the description names.
    public func texts(_ table: TextTable) throws(WeightError) -> [String] {
        do {
            return try TensorTable(container: container, file: file).texts(table)
        } catch {
            throw WeightError(file: file, fault: error)
        }
    }

    /// Names of all tensors, sorted.
    public var tensorNames: [String] { container.header.tensors.keys.sorted() }

    /// The tensor of that name. Throws ``WeightError`` when the file has none.
    public func tensor(_ name: String) throws(WeightError) -> TensorView {
        do {
            return try TensorTable(container: container, file: file).tensor(name)
        } catch {
            throw WeightError(file: file, fault: error)
        }
    }
}

/// Tensors by name.
struct TensorTable {
    var container: Container
    var file: String

    func tensor(_ name: String) throws(WeightFault) -> TensorView {
        guard let entry = container.header.tensors[name] else {
            throw .tensor(name: name, reason: "is missing")
        }
        return TensorView(name: name, entry: entry, container: container, file: file)
    }
}
