/// Counts a document's values, so that a file of millions of tiny ones ends in an error and not in
/// all of the memory. Numbers in arrays of numbers do not count: they are small.
struct ValueCounter {
    private var count = 0

    mutating func add(_ reader: ByteReader) throws(ImportFault) {
        count += 1
        guard count <= ImportLimits.documentValues else {
            throw reader.fault("where more than \(ImportLimits.documentValues) values begin")
        }
    }

    /// Checks how deep a value lies.
    static func check(depth: Int, _ reader: ByteReader) throws(ImportFault) {
        guard depth <= ImportLimits.documentDepth else {
            throw reader.fault("where more than \(ImportLimits.documentDepth) levels are nested")
        }
    }
}
