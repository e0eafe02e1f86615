/// Why a weight file could not be read, written or believed: one sentence with what, where and what
/// to do.
public struct WeightError: Error, Equatable, CustomStringConvertible {
    /// The path, or a phrase for bytes that have none.
    public var file: String
    public var fault: WeightFault

    public init(file: String, fault: WeightFault) {
        self.file = file
        self.fault = fault
    }

    public var description: String { "\(file): \(fault)." }
}

/// What is wrong with a weight file.
public enum WeightFault: Error, Equatable, Sendable {
    /// The system refused to open, map or read the file.
    case unreadable(reason: String)
    /// The system refused to create, fill or rename the file.
    case unwritable(reason: String)
    /// The file ends before the bytes that it announces.
    case truncated(found: Int, expected: Int)
    /// The header is longer than ``Limits/headerBytes``.
    case headerTooLong(found: UInt64, limit: Int)
    /// The header is not the JSON that safetensors prescribes.
    case header(position: Int, reason: String)
    /// One tensor's entry in the header contradicts itself or the file.
    case tensor(name: String, reason: String)
    /// A value under `__metadata__` is absent or wrong.
    case metadata(key: String, reason: String)
    /// The description asks for something that the tensors do not bear out.
    case model(place: String, reason: String)
    /// A tensor was asked for as another type than it has.
    case type(name: String, found: String, expected: String)
}

extension WeightFault: CustomStringConvertible {
    public var description: String {
        switch self {
        case .unreadable(let reason):
            "the file cannot be read (\(reason)); check the path and its permissions"
        case .unwritable(let reason):
            "the file cannot be written (\(reason)); check the folder, its permissions and space"
        case .truncated(let found, let expected):
            "the file has \(found) bytes where \(expected) are announced; copy or export it again"
        case .headerTooLong(let found, let limit):
            "the header claims \(found) bytes and the limit is \(limit); "
                + "this is no weight file, or a damaged one"
        case .header(let position, let reason):
            "the header is wrong at byte \(position), \(reason); "
                + "this is no weight file, or a damaged one"
        case .tensor(let name, let reason):
            "tensor '\(name)' \(reason); export the model again"
        case .metadata(let key, let reason):
            "metadata '\(key)' \(reason); export the model again with a matching version of Chorus"
        case .model(let place, let reason):
            "\(place) \(reason); export the model again with a matching version of Chorus"
        case .type(let name, let found, let expected):
            "tensor '\(name)' has type \(found) where \(expected) is needed; export the model again"
        }
    }
}
