import InferenceAPI
import ModelRuntime
import Tensors
import WeightFormat

/// An output of a model under one of its names.
struct NamedOutput: Sendable {
    let document: TensorDocument
    private let output: OutputSignature
    /// The classes, for the labels.
    private let classes: [ClassLabel]

    var name: String { document.name }

    /// Every output that a model has: all under our names, then those that the source graph had
    /// names of its own for, under these too.
    static func all(_ signature: Signature) -> [NamedOutput] {
        let ours = signature.outputs.map { NamedOutput($0, $0.name, signature) }
        var taken = Set(ours.map(\.name))
        let aliases = signature.outputs.compactMap { output in
            output.alias.flatMap { alias in
                taken.insert(alias).inserted ? NamedOutput(output, alias, signature) : nil
            }
        }
        return ours + aliases
    }

    private init(_ output: OutputSignature, _ name: String, _ signature: Signature) {
        self.output = output
        classes = signature.classes ?? []
        document = TensorDocument(
            name: name, datatype: TensorDatatype(output.datatype),
            shape: output.shape.map { $0 ?? -1 })
    }

    /// The output's values for all rows.
    func tensor(of predictions: Predictions) -> InferenceTensor {
        let (shape, elements) = values(of: predictions)
        return InferenceTensor(
            name: name, datatype: document.datatype, shape: shape, elements: elements)
    }

    private func values(of predictions: Predictions) -> (shape: [Int], elements: TensorElements) {
        guard let source = output.output else {
            guard let tensor = predictions.others[output.name] else { return Self.nothing }
            return (tensor.shape, TensorElements(tensor.elements))
        }
        if source == .label {
            let labels = predictions.labels ?? []
            return ([labels.count], labelElements(labels))
        }
        guard let numbers = predictions.numbers(source) else { return Self.nothing }
        let row = output.columns == numbers.columns ? output.shape.dropFirst() : [numbers.columns]
        return ([numbers.rows] + row.compactMap(\.self), numbers.elements)
    }

    /// What a model that gives less than it says would leave.
    private static let nothing = (shape: [0], elements: TensorElements.doubles([]))

    /// Labels are of one kind, as the weight file's check has it.
    private func labelElements(_ indices: [Int32]) -> TensorElements {
        let labels = indices.map { classes[Int($0)] }
        switch output.datatype {
        case .int32, .int64:
            return .integers(labels.map { if case .integer(let value) = $0 { value } else { 0 } })
        case .bool: return .booleans(labels.map { $0 == .boolean(true) })
        case .float32, .float64:
            return .doubles(labels.map { if case .real(let value) = $0 { value } else { .nan } })
        case .bytes: return .texts(labels.map(\.description))
        }
    }
}

extension TensorDatatype {
    init(_ precision: Precision) {
        switch precision {
        case .float32: self = .fp32
        case .float64: self = .fp64
        }
    }

    fileprivate init(_ datatype: Datatype) {
        switch datatype {
        case .bool: self = .bool
        case .int32: self = .int32
        case .int64: self = .int64
        case .float32: self = .fp32
        case .float64: self = .fp64
        case .bytes: self = .bytes
        }
    }
}

extension TensorElements {
    fileprivate init(_ elements: Tensor.Elements) {
        switch elements {
        case .float32(let values): self = .floats(values)
        case .float64(let values): self = .doubles(values)
        case .int32(let values): self = .integers(values.map(Int64.init))
        case .int64(let values): self = .integers(values)
        case .bool(let values): self = .booleans(values)
        case .text(let values): self = .texts(values)
        }
    }
}

extension Numbers {
    fileprivate var elements: TensorElements {
        switch self {
        case .float32(let matrix): .floats(matrix.values)
        case .float64(let matrix): .doubles(matrix.values)
        }
    }
}
