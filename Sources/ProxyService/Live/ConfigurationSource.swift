import FoundationEssentials

/// Where a proxy's configuration comes from, so that it can be read again.
public struct ConfigurationSource: Sendable {
    /// The file that is watched for changes; nil: none.
    public let path: String?
    public let read: @Sendable () throws -> ProxyConfiguration
    /// What the file held before it was read for the first time.
    let first: Data?

    public init(path: String?, read: @escaping @Sendable () throws -> ProxyConfiguration) {
        self.path = path
        self.read = read
        first = Self.contents(of: path)
    }

    /// What the file holds: it is small, and its attributes say nothing where it is a link whose target
    /// changes, as Kubernetes has it.
    var contents: Data? { Self.contents(of: path) }

    private static func contents(of path: String?) -> Data? {
        path.flatMap { FileManager.default.contents(atPath: $0) }
    }
}
