/// One tensor of an open weight file: its type and shape, and copies of its numbers on demand.
public struct TensorView: Sendable {
    public let name: String
    public let dtype: DType
    /// Dimensions, outermost first; empty for a single number.
    public let shape: [Int]
    /// Product of the shape.
    public let count: Int
    private let bytes: MappedBytes
    private let range: Range<Int>
    private let file: String

    init(name: String, entry: TensorEntry, container: Container, file: String) {
        self.name = name
        self.dtype = entry.dtype
        self.shape = entry.shape
        self.count = entry.elementCount
        self.bytes = container.bytes
        self.range = container.range(of: entry)
        self.file = file
    }

    /// The numbers of an F32 tensor, row-major.
    public func float32() throws(WeightError) -> [Float] { try copy(.float32, as: Float.self) }

    /// The numbers of an F64 tensor, row-major.
    public func float64() throws(WeightError) -> [Double] { try copy(.float64, as: Double.self) }

    /// The numbers of an I32 tensor, row-major.
    public func int32() throws(WeightError) -> [Int32] { try copy(.int32, as: Int32.self) }

    /// The numbers of an I64 tensor, row-major.
    public func int64() throws(WeightError) -> [Int64] { try copy(.int64, as: Int64.self) }

    /// The numbers of a U8 tensor, row-major.
    public func uint8() throws(WeightError) -> [UInt8] { try copy(.uint8, as: UInt8.self) }

    /// The truth values of a BOOL tensor, row-major; any byte but zero is true.
    public func bool() throws(WeightError) -> [Bool] {
        try copy(.bool, as: UInt8.self).map { $0 != 0 }
    }

    private func copy<Element: BitwiseCopyable>(
        _ expected: DType, as type: Element.Type
    ) throws(WeightError) -> [Element] {
        guard dtype == expected else {
            throw WeightError(
                file: file,
                fault: .type(name: name, found: dtype.rawValue, expected: expected.rawValue))
        }
        return bytes.copy(range, as: type)
    }
}
