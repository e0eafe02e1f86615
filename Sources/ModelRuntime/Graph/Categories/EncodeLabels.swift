import Tensors
import WeightFormat

/// `encode-labels`: each element that stands in the second input becomes the third's element at that
/// place, every other the fourth input. Kinds of keys and values may differ; a NaN is found by NaN.
struct EncodeLabels: GraphOperation {
    func evaluate(
        _ inputs: Inputs, _ allowance: inout Allowance
    ) throws(Misfit) -> [Tensor] {
        let value = try inputs.value(0)
        let keys = try inputs.value(1)
        let values = try inputs.value(2)
        let other = try inputs.value(3)
        guard keys.count == values.count, other.count == 1, other.kind == values.kind else {
            throw Misfit("has \(keys.count) keys for \(values.count) values")
        }
        guard keys.kind == value.kind else {
            throw Misfit("gets \(value.kind.rawValue) for keys of \(keys.kind.rawValue)")
        }
        _ = try allowance.reserve(value.shape)
        let table = try Concatenate(axis: 0).evaluate(
            Inputs([
                try values.reshaped([values.count]), try other.reshaped([1]),
            ]), &allowance)[0]
        return [table.picked(try places(value, keys), shape: value.shape)]
    }

    /// Each element's place among the keys; one beyond them for any other.
    private func places(_ value: Tensor, _ keys: Tensor) throws(Misfit) -> [Int] {
        switch value.elements {
        case .float32(let values):
            return find(values.map(\.key), among: try keys.values(Float.self).map(\.key))
        case .float64(let values):
            return find(values.map(\.key), among: try keys.values(Double.self).map(\.key))
        case .int32(let values): return find(values, among: try keys.values(Int32.self))
        case .int64(let values): return find(values, among: try keys.values(Int64.self))
        case .bool(let values): return find(values, among: try keys.values(Bool.self))
        case .text(let values):
            return find(
                values.map { ExactText($0) },
                among: try keys.values(String.self).map { ExactText($0) })
        }
    }

    private func find<Key: Hashable>(_ values: [Key], among keys: [Key]) -> [Int] {
        let table = Dictionary(zip(keys, keys.indices), uniquingKeysWith: { first, _ in first })
        return values.map { table[$0] ?? keys.count }
    }
}

extension BinaryFloatingPoint {
    /// What equal numbers share: both zeros, and all NaNs, are one.
    fileprivate var key: UInt64 {
        if isNaN { return .max }
        return self == 0 ? 0 : Double(self).bitPattern
    }
}

/// `encode-categories`: a new last dimension with a place a category of the second input, 1 where
/// the element is that category. An unknown one is all zeros, or refused.
struct EncodeCategories: GraphOperation {
    let acceptsUnknown: Bool

    func evaluate(
        _ inputs: Inputs, _ allowance: inout Allowance
    ) throws(Misfit) -> [Tensor] {
        let value = try inputs.value(0)
        let categories = try inputs.value(1)
        guard value.rank < Limits.rank else { throw Misfit("makes \(value.rank + 1) dimensions") }
        let shape = value.shape + [categories.count]
        let count = try allowance.reserve(shape)
        let places: [Int?] =
            switch (value.elements, categories.elements) {
            case (.int64(let values), .int64(let known)): find(values, known)
            case (.int32(let values), .int32(let known)): find(values, known)
            case (.text(let values), .text(let known)):
                find(values.map { ExactText($0) }, known.map { ExactText($0) })
            default: throw Misfit("gets \(value.kind.rawValue)")
            }
        var result = [Float](repeating: 0, count: count)
        for (index, place) in places.enumerated() {
            if let place {
                result[index * categories.count + place] = 1
            } else if !acceptsUnknown {
                let rows = max(value.shape.first ?? 1, 1)
                throw Misfit("meets an unknown category", row: index / max(value.count / rows, 1))
            }
        }
        return [Tensor(result, shape: shape)]
    }

    private func find<Key: Hashable>(_ values: [Key], _ known: [Key]) -> [Int?] {
        let table = Dictionary(zip(known, known.indices), uniquingKeysWith: { first, _ in first })
        return values.map { table[$0] }
    }
}
