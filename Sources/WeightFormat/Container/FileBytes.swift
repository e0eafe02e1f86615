/// All bytes of the regular file at `path`, which may be empty. Throws when the file cannot be read
/// or has more than `limit` bytes.
public func fileBytes(at path: String, limit: Int) throws(WeightError) -> [UInt8] {
    let bytes: MappedBytes
    do {
        bytes = try MappedBytes(path: path)
    } catch .truncated {
        return []
    } catch {
        throw WeightError(file: path, fault: error)
    }
    guard bytes.count <= limit else {
        let reason = "it has \(bytes.count) bytes, the limit is \(limit)"
        throw WeightError(file: path, fault: .unreadable(reason: reason))
    }
    return bytes.copy(0..<bytes.count, as: UInt8.self)
}
