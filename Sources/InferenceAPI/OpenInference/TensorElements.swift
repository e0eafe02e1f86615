/// The elements of a tensor in row-major order, in the narrowest Swift type that holds its datatype.
public enum TensorElements: Equatable, Sendable {
    /// BOOL.
    case booleans([Bool])
    /// All integer types.
    case integers([Int64])
    /// FP32, and FP16 and BF16 widened.
    case floats([Float])
    /// FP64.
    case doubles([Double])
    /// BYTES; `null` is nil. Binary data has no word for it.
    case texts([String?])

    public var count: Int {
        switch self {
        case .booleans(let values): values.count
        case .integers(let values): values.count
        case .floats(let values): values.count
        case .doubles(let values): values.count
        case .texts(let values): values.count
        }
    }
}
