/// A dense row-major tensor of one of the kinds that graphs compute with.
public struct Tensor: Equatable, Sendable {
    /// The elements, by their kind.
    public enum Elements: Equatable, Sendable {
        case float32([Float])
        case float64([Double])
        case int32([Int32])
        case int64([Int64])
        case bool([Bool])
        case text([String])
    }

    /// Dimensions, outermost first; empty for a single element.
    public let shape: [Int]
    public let elements: Elements

    /// - Precondition: as many elements as the product of `shape`.
    public init(shape: [Int], elements: Elements) {
        precondition(shape.reduce(1, *) == elements.count, "shape and elements disagree")
        self.shape = shape
        self.elements = elements
    }
}

extension Tensor.Elements {
    public var count: Int {
        switch self {
        case .float32(let values): values.count
        case .float64(let values): values.count
        case .int32(let values): values.count
        case .int64(let values): values.count
        case .bool(let values): values.count
        case .text(let values): values.count
        }
    }
}
