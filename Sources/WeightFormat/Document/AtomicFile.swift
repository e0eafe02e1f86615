#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#elseif canImport(Darwin)
    import Darwin
#endif

/// Writes a new file beside `path` and renames it over it, so that nobody ever sees half of it.
func replaceFile(at path: String, with bytes: [UInt8]) throws(WeightFault) {
    let temporary = path + ".\(getpid())-\(UInt32.random(in: 0...UInt32.max)).tmp"
    let descriptor = open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o644)
    guard descriptor >= 0 else { throw unwritable() }
    do throws(WeightFault) {
        try fill(descriptor, with: bytes)
        guard rename(temporary, path) == 0 else { throw unwritable() }
    } catch {
        unlink(temporary)
        throw error
    }
}

/// Writes, reaches the disk and closes.
private func fill(_ descriptor: Int32, with bytes: [UInt8]) throws(WeightFault) {
    defer { close(descriptor) }
    try write(bytes, to: descriptor)
    guard fsync(descriptor) == 0 else { throw unwritable() }
}

private func unwritable() -> WeightFault { .unwritable(reason: systemReason()) }

/// Writes all bytes, in as many calls as the system needs.
private func write(_ bytes: [UInt8], to descriptor: Int32) throws(WeightFault) {
    var written = 0
    while written < bytes.count {
        let count = bytes.span.bytes.extracting(written...).withUnsafeBytes { rest in
            write(descriptor, rest.baseAddress, rest.count)
        }
        if count < 0, errno == EINTR { continue }
        guard count > 0 else { throw unwritable() }
        written += count
    }
}
