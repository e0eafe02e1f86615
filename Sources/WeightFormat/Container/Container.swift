/// A safetensors file whose every byte is accounted for: 8 bytes of header length (little-endian),
/// the JSON header, then the tensors without a hole or an overlap to the end of the file.
struct Container: Sendable {
    let bytes: MappedBytes
    let header: Header
    /// Offset in the file at which the tensors start.
    let dataStart: Int

    init(_ bytes: MappedBytes) throws(WeightFault) {
        guard bytes.count >= 8 else { throw .truncated(found: bytes.count, expected: 8) }
        let length = bytes.copy(0..<8, as: UInt64.self)[0]
        guard length <= UInt64(Limits.headerBytes) else {
            throw .headerTooLong(found: length, limit: Limits.headerBytes)
        }
        let start = 8 + Int(length)
        guard start <= bytes.count else { throw .truncated(found: bytes.count, expected: start) }
        self.bytes = bytes
        self.header = try Header(json: bytes.copy(8..<start, as: UInt8.self))
        self.dataStart = start
        try checkCoverage()
    }

    /// Where a tensor's bytes lie in the file.
    func range(of entry: TensorEntry) -> Range<Int> {
        dataStart + entry.offsets.lowerBound..<dataStart + entry.offsets.upperBound
    }

    /// Tensors in order of offset must touch, from the first byte of the data to the last.
    private func checkCoverage() throws(WeightFault) {
        let ordered = header.tensors.sorted {
            let (a, b) = ($0.value.offsets, $1.value.offsets)
            return (a.lowerBound, a.upperBound, $0.key) < (b.lowerBound, b.upperBound, $1.key)
        }
        var end = 0
        for (name, entry) in ordered {
            guard entry.offsets.lowerBound == end else {
                let wrong = entry.offsets.lowerBound < end ? "overlaps another" : "leaves a hole"
                throw .tensor(
                    name: name,
                    reason: "\(wrong): it starts at byte \(entry.offsets.lowerBound), not \(end)")
            }
            end = entry.offsets.upperBound
        }
        guard end == bytes.count - dataStart else {
            let (sum, overflow) = end.addingReportingOverflow(dataStart)
            throw .truncated(found: bytes.count, expected: overflow ? Int.max : sum)
        }
    }
}
