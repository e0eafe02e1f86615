import Tensors
import WeightFormat

/// `encode-labels`: each element that stands in the second input becomes the third's element at that
/// place, every other the fourth input; without that its row is refused. Kinds of keys and values
/// may differ.
struct EncodeLabels: GraphOperation {
    /// The second input's elements, where they are the same for every batch.
    let known: LabelPlaces?

    func evaluate(
        _ inputs: Inputs, _ allowance: inout Allowance
    ) throws(Misfit) -> [Tensor] {
        let value = try inputs.value(0)
        let values = try inputs.value(2)
        let keys: LabelPlaces
        if let known { keys = known } else { keys = LabelPlaces(try inputs.value(1)) }
        guard keys.count == values.count else {
            throw Misfit("has \(keys.count) keys for \(values.count) values")
        }
        _ = try allowance.reserve(value.shape)
        let places = try keys.find(value)
        let table = try table(values, other: inputs.optional(3), &allowance)
        if table.count == values.count, let index = places.firstIndex(of: keys.count) {
            throw Misfit("meets an unknown category", row: value.row(of: index))
        }
        return [table.picked(places, shape: value.shape)]
    }

    /// The values, and behind them what is for any other key.
    private func table(
        _ values: Tensor, other: Tensor?, _ allowance: inout Allowance
    ) throws(Misfit) -> Tensor {
        let values = try values.reshaped([values.count])
        guard let other else { return values }
        guard other.count == 1, other.kind == values.kind else {
            throw Misfit("has \(other.count) values of \(other.kind.rawValue) for other keys")
        }
        return try Concatenate(axis: 0).evaluate(
            Inputs([values, try other.reshaped([1])]), &allowance)[0]
    }
}

extension Tensor {
    /// The row that an element stands in.
    func row(of index: Int) -> Int {
        let rows = max(shape.first ?? 1, 1)
        return index / max(count / rows, 1)
    }
}
