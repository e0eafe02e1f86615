import Tensors
import WeightFormat

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
