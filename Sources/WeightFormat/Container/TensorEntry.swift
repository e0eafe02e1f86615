/// What the header says about one tensor: `{"dtype": "F32", "shape": [2, 3], "data_offsets": [0, 24]}`.
struct TensorEntry: Equatable, Sendable {
    var dtype: DType
    var shape: [Int]
    /// Bytes within the data section.
    var offsets: Range<Int>
    /// Product of the shape.
    var elementCount: Int

    /// Checks that shape, type and offsets agree, without overflow.
    init(name: String, dtype: DType, shape: [Int], begin: Int, end: Int) throws(WeightFault) {
        guard shape.count <= Limits.rank else {
            throw .tensor(name: name, reason: "has more than \(Limits.rank) dimensions")
        }
        guard let elements = product(shape) else {
            throw .tensor(name: name, reason: "has a shape whose product overflows")
        }
        let (bytes, overflow) = elements.multipliedReportingOverflow(by: dtype.size)
        guard !overflow else {
            throw .tensor(name: name, reason: "has a shape whose size in bytes overflows")
        }
        guard begin >= 0, begin <= end else {
            throw .tensor(name: name, reason: "ends at byte \(end), before its start \(begin)")
        }
        guard end - begin == bytes else {
            throw .tensor(
                name: name,
                reason: "has \(end - begin) bytes where type and shape need \(bytes)")
        }
        self.dtype = dtype
        self.shape = shape
        self.offsets = begin..<end
        self.elementCount = elements
    }
}

/// The product of dimensions that are zero or more; nil when a step of it overflows.
func product(_ shape: [Int]) -> Int? {
    var result = 1
    for dimension in shape {
        guard dimension >= 0 else { return nil }
        let (next, overflow) = result.multipliedReportingOverflow(by: dimension)
        guard !overflow else { return nil }
        result = next
    }
    return result
}
