import Crypto

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#elseif canImport(Darwin)
    import Darwin
#endif

#if _endian(big)
    #error("weight files are little-endian and are copied out without conversion")
#endif

/// The bytes of a file, mapped read-only for as long as this object lives. The only place of this
/// module that touches raw memory.
///
/// A weight file in use is replaced by renaming another over it, never by writing into it: shrinking
/// a mapped file in place takes the pages away from under its readers.
///
/// Sendable without a lock: the memory is never written between `init` and `deinit`, and both
/// properties are constants.
final class MappedBytes: @unchecked Sendable {
    private let memory: UnsafeRawBufferPointer
    private let isMapped: Bool

    var count: Int { memory.count }

    /// Maps the regular file at `path`.
    init(path: String) throws(WeightFault) {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw .unreadable(reason: systemReason()) }
        defer { close(descriptor) }
        var status = stat()
        guard fstat(descriptor, &status) == 0 else { throw .unreadable(reason: systemReason()) }
        guard status.st_mode & S_IFMT == S_IFREG else {
            throw .unreadable(reason: "it is not a regular file")
        }
        guard status.st_size > 0 else { throw .truncated(found: 0, expected: 8) }
        let size = Int(status.st_size)
        let address = mmap(nil, size, PROT_READ, MAP_PRIVATE, descriptor, 0)
        guard let address, address != MAP_FAILED else {
            throw .unreadable(reason: systemReason())
        }
        memory = UnsafeRawBufferPointer(start: address, count: size)
        isMapped = true
    }

    /// Copies `bytes` into memory of its own.
    init(_ bytes: [UInt8]) {
        let copy = UnsafeMutableRawBufferPointer.allocate(byteCount: bytes.count, alignment: 64)
        copy.copyBytes(from: bytes)
        memory = UnsafeRawBufferPointer(copy)
        isMapped = false
    }

    deinit {
        guard isMapped else { return memory.deallocate() }
        // The pointer is that of `mmap`, which gave us `count` writable-once, never rebased bytes.
        munmap(UnsafeMutableRawPointer(mutating: memory.baseAddress), memory.count)
    }

    /// The elements that lie in `range`, whose bounds are checked here; the bytes need no alignment.
    func copy<Element: BitwiseCopyable>(_ range: Range<Int>, as type: Element.Type) -> [Element] {
        precondition(range.lowerBound >= 0 && range.upperBound <= memory.count)
        precondition(range.count % MemoryLayout<Element>.stride == 0)
        let count = range.count / MemoryLayout<Element>.stride
        return Array(unsafeUninitializedCapacity: count) { buffer, initialized in
            // `buffer` holds at least `count` elements, which are exactly `range.count` bytes.
            UnsafeMutableRawBufferPointer(buffer).copyMemory(
                from: UnsafeRawBufferPointer(rebasing: memory[range]))
            initialized = count
        }
    }

    /// SHA-256 of all bytes, 64 lower-case hexadecimal digits.
    func checksum() -> String {
        var hash = SHA256()
        hash.update(bufferPointer: memory)
        return hexadecimal(hash.finalize())
    }
}

/// What the system said about the last call that failed.
func systemReason() -> String { String(cString: strerror(errno)) }
