import Tensors
import WeightFormat

/// A kind of element, by which generic code meets ``Tensor/Elements`` without a test an element.
protocol GraphElement: Sendable {
    static var kind: ElementKind { get }
    static func wrap(_ values: [Self]) -> Tensor.Elements
    /// nil where the elements are of another kind.
    static func read(_ elements: Tensor.Elements) -> [Self]?
    /// Zero, false or the empty text.
    static var blank: Self { get }
}

extension Float: GraphElement {
    static var kind: ElementKind { .float32 }
    static func wrap(_ values: [Float]) -> Tensor.Elements { .float32(values) }
    static func read(_ elements: Tensor.Elements) -> [Float]? {
        if case .float32(let values) = elements { values } else { nil }
    }
    static var blank: Float { 0 }
}

extension Double: GraphElement {
    static var kind: ElementKind { .float64 }
    static func wrap(_ values: [Double]) -> Tensor.Elements { .float64(values) }
    static func read(_ elements: Tensor.Elements) -> [Double]? {
        if case .float64(let values) = elements { values } else { nil }
    }
    static var blank: Double { 0 }
}

extension Int32: GraphElement {
    static var kind: ElementKind { .int32 }
    static func wrap(_ values: [Int32]) -> Tensor.Elements { .int32(values) }
    static func read(_ elements: Tensor.Elements) -> [Int32]? {
        if case .int32(let values) = elements { values } else { nil }
    }
    static var blank: Int32 { 0 }
}

extension Int64: GraphElement {
    static var kind: ElementKind { .int64 }
    static func wrap(_ values: [Int64]) -> Tensor.Elements { .int64(values) }
    static func read(_ elements: Tensor.Elements) -> [Int64]? {
        if case .int64(let values) = elements { values } else { nil }
    }
    static var blank: Int64 { 0 }
}

extension Bool: GraphElement {
    static var kind: ElementKind { .bool }
    static func wrap(_ values: [Bool]) -> Tensor.Elements { .bool(values) }
    static func read(_ elements: Tensor.Elements) -> [Bool]? {
        if case .bool(let values) = elements { values } else { nil }
    }
    static var blank: Bool { false }
}

extension String: GraphElement {
    static var kind: ElementKind { .text }
    static func wrap(_ values: [String]) -> Tensor.Elements { .text(values) }
    static func read(_ elements: Tensor.Elements) -> [String]? {
        if case .text(let values) = elements { values } else { nil }
    }
    static var blank: String { "" }
}
