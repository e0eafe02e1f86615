public import WeightFormat

/// Why a model could not be imported: one sentence with what, where and what to do.
public struct ImportError: Error, Equatable, CustomStringConvertible {
    /// Path of the model.
    public var file: String
    public var fault: ImportFault

    public init(file: String, fault: ImportFault) {
        self.file = file
        self.fault = fault
    }

    public var description: String { "\(file): \(fault)." }
}

/// What stands in the way of an import.
public enum ImportFault: Error, Equatable, Sendable {
    /// The file cannot be read, or the result is no weight file; carries its own sentence.
    case weights(WeightFault)
    /// The content is of a known format that is not read, or of none.
    case format(String, advice: String)
    /// The bytes are not those of the format they seem to be.
    case malformed(reason: String)
    /// An operator, or a use of it, that the importer does not know.
    case unsupported(place: String, reason: String)
    /// A node contradicts itself or the graph.
    case node(place: String, reason: String)
    /// A value of a JSON or UBJSON document is not what it must be.
    case value(path: String, found: String, expected: String)
    /// A value of a JSON or UBJSON document contradicts another.
    case contradiction(path: String, reason: String)
    /// An option does not fit the model.
    case option(name: String, reason: String)
    /// Golden rows or expected answers do not fit the model.
    case golden(line: Int, reason: String)
}

extension ImportFault: CustomStringConvertible {
    public var description: String {
        switch self {
        case .weights(let fault): "\(fault)"
        case .format(let what, let advice): "this is \(what); \(advice)"
        case .malformed(let reason):
            "the model is damaged (\(reason)); copy or export it again"
        case .unsupported(let place, let reason):
            "\(place) \(reason), which Chorus cannot import; convert the model without it"
        case .node(let place, let reason):
            "\(place) \(reason); the model is damaged or of another version, convert it again"
        case .value(let path, let found, let expected):
            "\(path): found \(found), expected \(expected); the model is damaged or of another "
                + "version, save it again with its library"
        case .contradiction(let path, let reason):
            "\(path) \(reason); the model is damaged or of another version, save it again with "
                + "its library"
        case .option(let name, let reason): "--\(name) \(reason); give another or leave it out"
        case .golden(let line, let reason): "line \(line) \(reason); correct the CSV"
        }
    }
}
