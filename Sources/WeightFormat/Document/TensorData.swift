/// The numbers of a tensor that is to be written, row-major.
public struct TensorData: Equatable, Sendable {
    public enum Values: Equatable, Sendable {
        case float32([Float])
        case float64([Double])
        case int32([Int32])
        case int64([Int64])
        case uint8([UInt8])
        case bool([Bool])
    }

    public let shape: [Int]
    public let values: Values

    /// As many values as the product of `shape`: anything else is the caller's mistake.
    public init(_ values: Values, shape: [Int]? = nil) {
        self.values = values
        self.shape = shape ?? [values.count]
        precondition(product(self.shape) == values.count, "shape and values disagree")
    }

    public static func float32(_ values: [Float], shape: [Int]? = nil) -> TensorData {
        TensorData(.float32(values), shape: shape)
    }

    public static func float64(_ values: [Double], shape: [Int]? = nil) -> TensorData {
        TensorData(.float64(values), shape: shape)
    }

    public static func int32(_ values: [Int32], shape: [Int]? = nil) -> TensorData {
        TensorData(.int32(values), shape: shape)
    }

    public static func int64(_ values: [Int64], shape: [Int]? = nil) -> TensorData {
        TensorData(.int64(values), shape: shape)
    }

    public static func uint8(_ values: [UInt8], shape: [Int]? = nil) -> TensorData {
        TensorData(.uint8(values), shape: shape)
    }
}

extension TensorData.Values {
    var count: Int {
        switch self {
        case .float32(let values): values.count
        case .float64(let values): values.count
        case .int32(let values): values.count
        case .int64(let values): values.count
        case .uint8(let values): values.count
        case .bool(let values): values.count
        }
    }

    var dtype: DType {
        switch self {
        case .float32: .float32
        case .float64: .float64
        case .int32: .int32
        case .int64: .int64
        case .uint8: .uint8
        case .bool: .bool
        }
    }

    /// Appends the values, little-endian.
    func append(to bytes: inout [UInt8]) {
        switch self {
        case .float32(let values): for value in values { bytes.append(word: value.bitPattern) }
        case .float64(let values): for value in values { bytes.append(word: value.bitPattern) }
        case .int32(let values): for value in values { bytes.append(word: value) }
        case .int64(let values): for value in values { bytes.append(word: value) }
        case .uint8(let values): bytes.append(contentsOf: values)
        case .bool(let values): for value in values { bytes.append(value ? 1 : 0) }
        }
    }
}

extension [UInt8] {
    /// Appends an integer's bytes, least significant first.
    mutating func append(word: some FixedWidthInteger) {
        for shift in stride(from: 0, to: word.bitWidth, by: 8) {
            append(UInt8(truncatingIfNeeded: word >> shift))
        }
    }
}
