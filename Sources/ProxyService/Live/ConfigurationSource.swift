import FoundationEssentials

/// Where a proxy's configuration comes from, so that it can be read again.
public struct ConfigurationSource: Sendable {
    /// The file that is watched for changes; nil: none.
    public let path: String?
    public let read: @Sendable () throws -> ProxyConfiguration

    public init(path: String?, read: @escaping @Sendable () throws -> ProxyConfiguration) {
        self.path = path
        self.read = read
    }

    /// What tells one state of the file from another.
    var state: FileState? {
        guard let path,
            let attributes = try? FileManager.default.attributesOfItem(atPath: path)
        else { return nil }
        return FileState(
            changed: attributes[.modificationDate] as? Date,
            size: (attributes[.size] as? UInt64) ?? 0)
    }

    struct FileState: Equatable, Sendable {
        let changed: Date?
        let size: UInt64
    }
}
