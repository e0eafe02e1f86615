import InferenceAPI
import ModelRuntime
import WeightFormat

extension ArrangedInputs {
    /// The inputs as rows of the model, converted as its library would.
    ///
    /// - Parameter missing: the text that stands for a missing value.
    func batch(
        fitting signature: Signature, missing: String?
    ) throws(BatchError) -> Batch {
        guard tensors.count == 1, !signature.takesColumns || signature.features.count == 1 else {
            let columns = try columns(of: signature, missing)
            return try Batch(rows: rows, columns: columns, fitting: signature)
        }
        switch tensors[0].elements {
        case .floats(let values) where !signature.takesColumns:
            return try Batch(rows: rows, values: values, fitting: signature)
        case .doubles(let values) where !signature.takesColumns:
            return try Batch(rows: rows, values: values, fitting: signature)
        case .booleans, .integers, .floats, .doubles, .texts:
            let columns = try columns(of: signature, missing)
            return try Batch(rows: rows, columns: columns, fitting: signature)
        }
    }

    /// One column a feature: each tensor as it is, or a matrix column by column.
    private func columns(
        of signature: Signature, _ missing: String?
    ) throws(BatchError) -> [Column] {
        let whole = tensors.map { Column($0.elements, missing: missing) }
        guard whole.count == 1, signature.features.count > 1 else { return whole }
        let count = signature.features.count
        return (0..<count).map { whole[0].every(count, from: $0) }
    }
}

extension Column {
    /// Truths are the numbers 1 and 0, as numpy has them.
    fileprivate init(_ elements: TensorElements, missing: String?) {
        switch elements {
        case .booleans(let values): self = .integers(values.map { $0 ? 1 : 0 })
        case .integers(let values): self = .integers(values)
        case .floats(let values): self = .numbers(values.map(Double.init))
        case .doubles(let values): self = .numbers(values)
        case .texts(let values):
            guard let missing else {
                self = .texts(values)
                return
            }
            self = .texts(values.map { $0 == missing ? nil : $0 })
        }
    }

    /// One column of a matrix whose rows have that many values.
    fileprivate func every(_ width: Int, from start: Int) -> Column {
        func pick<Value>(_ values: [Value]) -> [Value] {
            stride(from: start, to: values.count, by: width).map { values[$0] }
        }
        switch self {
        case .numbers(let values): return .numbers(pick(values))
        case .integers(let values): return .integers(pick(values))
        case .texts(let values): return .texts(pick(values))
        }
    }
}
