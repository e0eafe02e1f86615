import Tensors
import WeightFormat

/// One operator, ready to run. It is total: whatever the inputs, it makes its outputs or throws.
protocol GraphOperation: Sendable {
    func evaluate(_ inputs: Inputs, _ allowance: inout Allowance) throws(Misfit) -> [Tensor]
    /// The forms of what it was prepared in, where there was a choice.
    var plans: [KernelPlan] { get }
}

extension GraphOperation {
    var plans: [KernelPlan] { [] }
}

/// The values that a node reads.
struct Inputs {
    private let values: [Tensor?]

    init(_ values: [Tensor?]) { self.values = values }

    var count: Int { values.count }

    /// An input that may be absent.
    func optional(_ index: Int) -> Tensor? { index < values.count ? values[index] : nil }

    func value(_ index: Int = 0) throws(Misfit) -> Tensor {
        guard let value = optional(index) else { throw Misfit("lacks input \(index)") }
        return value
    }

    func all() throws(Misfit) -> [Tensor] {
        var all: [Tensor] = []
        for index in values.indices { all.append(try value(index)) }
        return all
    }
}

extension Tensor {
    init<Element: GraphElement>(_ values: [Element], shape: [Int]) {
        self.init(shape: shape, elements: Element.wrap(values))
    }

    var rank: Int { shape.count }
    var count: Int { elements.count }

    var kind: ElementKind {
        switch elements {
        case .float32: .float32
        case .float64: .float64
        case .int32: .int32
        case .int64: .int64
        case .bool: .bool
        case .text: .text
        }
    }

    /// The elements, which must be of this kind.
    func values<Element: GraphElement>(_ type: Element.Type) throws(Misfit) -> [Element] {
        guard let values = Element.read(elements) else {
            throw Misfit("gets \(kind.rawValue) where \(Element.kind.rawValue) is due")
        }
        return values
    }

    /// The elements of an integer kind.
    func integers() throws(Misfit) -> [Int] {
        switch elements {
        case .int32(let values): return values.map { Int($0) }
        case .int64(let values): return values.map { Int($0) }
        case .float32, .float64, .bool, .text:
            throw Misfit("gets \(kind.rawValue) where integers are due")
        }
    }

    /// The same elements in another shape.
    func reshaped(_ shape: [Int]) throws(Misfit) -> Tensor {
        guard shape.count <= Limits.rank else { throw Misfit("makes \(shape.count) dimensions") }
        guard shape.allSatisfy({ $0 >= 0 }), Tensor.product(shape) == count else {
            throw Misfit("puts \(self.shape) into the shape \(shape)")
        }
        return Tensor(shape: shape, elements: elements)
    }

    /// The product of dimensions; nil where it overflows.
    static func product(_ shape: some Sequence<Int>) -> Int? {
        var product = 1
        for dimension in shape {
            let (next, overflow) = product.multipliedReportingOverflow(by: dimension)
            guard !overflow else { return nil }
            product = next
        }
        return product
    }

    /// The dimension that an axis, counted from the end where negative, names.
    func axis(_ axis: Int) throws(Misfit) -> Int { try Tensor.axis(axis, rank: rank) }

    static func axis(_ axis: Int, rank: Int) throws(Misfit) -> Int {
        let index = axis < 0 ? axis &+ rank : axis
        guard index >= 0, index < rank else {
            throw Misfit("has axis \(axis) of \(rank) dimensions")
        }
        return index
    }
}

/// A value as seen along one axis: `outer x length x inner`.
struct AxisView {
    let outer: Int
    let length: Int
    let inner: Int

    /// - Parameter axis: from 0 on; inside the shape.
    init(_ shape: [Int], axis: Int) {
        // A tensor's shape has a product that is its number of elements; parts of it may be
        // larger only beside a dimension of zero.
        outer = Tensor.product(shape[..<axis]) ?? 0
        length = shape[axis]
        inner = Tensor.product(shape[(axis + 1)...]) ?? 0
    }
}
