import SystemPackage

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#elseif canImport(Darwin)
    import Darwin
#endif

/// An open file, or a standard stream, from which blocks come or to which they go.
///
/// Raw memory is touched here only: a block is read by one call of read, within the list that was
/// made for it.
struct ByteFile: Sendable {
    private let descriptor: FileDescriptor
    private let name: String

    /// Opens a file to read; standard input without a path.
    init(reading path: String?) throws {
        name = path ?? "standard input"
        descriptor = try Self.opened(path, .standardInput) {
            try FileDescriptor.open(FilePath($0), .readOnly)
        }
    }

    /// Makes a file, or empties the one that is there; standard output without a path.
    init(writing path: String?) throws {
        name = path ?? "standard output"
        descriptor = try Self.opened(path, .standardOutput) {
            try FileDescriptor.open(
                FilePath($0), .writeOnly, options: [.create, .truncate],
                permissions: [.ownerReadWrite, .groupRead, .otherRead])
        }
    }

    private static func opened(
        _ path: String?, _ standard: FileDescriptor, _ open: (String) throws -> FileDescriptor
    ) throws -> FileDescriptor {
        guard let path else { return standard }
        do {
            return try open(path)
        } catch let error as Errno {
            throw Fault("\(path): cannot be opened: \(error).")
        }
    }

    /// The bytes of a regular file; nil of a stream, whose end nobody knows.
    var size: Int? {
        var status = stat()
        guard fstat(descriptor.rawValue, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
            return nil
        }
        return Int(status.st_size)
    }

    /// Whether the stream is a person's terminal.
    static func isTerminal(_ descriptor: FileDescriptor) -> Bool {
        isatty(descriptor.rawValue) == 1
    }

    /// Appends what comes next, that many bytes at most; false at the end.
    func read(upTo count: Int, to bytes: inout [UInt8]) throws -> Bool {
        var block = [UInt8](repeating: 0, count: count)
        do {
            let length = try block.withUnsafeMutableBytes { try descriptor.read(into: $0) }
            bytes += block[..<length]
            return length > 0
        } catch let error as Errno {
            throw Fault("\(name): cannot be read: \(error).")
        }
    }

    func write(_ bytes: [UInt8]) throws {
        do {
            try descriptor.writeAll(bytes)
        } catch let error as Errno {
            throw Fault("\(name): cannot be written: \(error).")
        }
    }

    func close() throws {
        do {
            try descriptor.close()
        } catch let error as Errno {
            throw Fault("\(name): cannot be written: \(error).")
        }
    }
}
