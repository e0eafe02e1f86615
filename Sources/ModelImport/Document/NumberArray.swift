/// Numbers of one array, in the narrowest of four forms that holds them all exactly as read.
enum NumberArray: Equatable, Sendable {
    case int32([Int32])
    case int64([Int64])
    case float32([Float])
    case float64([Double])

    init() { self = .int32([]) }

    var count: Int {
        switch self {
        case .int32(let values): values.count
        case .int64(let values): values.count
        case .float32(let values): values.count
        case .float64(let values): values.count
        }
    }

    var isEmpty: Bool { count == 0 }

    /// Whether all were written as integers.
    var isWhole: Bool {
        switch self {
        case .int32, .int64: true
        case .float32, .float64: false
        }
    }

    var doubles: [Double] {
        switch self {
        case .int32(let values): values.map(Double.init)
        case .int64(let values): values.map(Double.init)
        case .float32(let values): values.map(Double.init)
        case .float64(let values): values
        }
    }

    /// Rounded to float32 where they are wider.
    var floats: [Float] {
        switch self {
        case .int32(let values): values.map(Float.init)
        case .int64(let values): values.map(Float.init)
        case .float32(let values): values
        case .float64(let values): values.map(Float.init)
        }
    }

    /// nil where a number was not written as an integer.
    var integers: [Int64]? {
        switch self {
        case .int32(let values): values.map(Int64.init)
        case .int64(let values): values
        case .float32, .float64: nil
        }
    }

    /// The number at `index`, as a value of its own.
    subscript(index: Int) -> Document {
        switch self {
        case .int32(let values): .integer(Int64(values[index]))
        case .int64(let values): .integer(values[index])
        case .float32(let values): .real(Double(values[index]))
        case .float64(let values): .real(values[index])
        }
    }
}
