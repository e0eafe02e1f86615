import InferenceAPI
import ModelRuntime
import WeightFormat

extension ModelMetadata {
    /// The document of a model, from its weight file and its own prediction of the sample row.
    init(_ file: WeightFile, _ signature: Signature, _ sample: Predictions, _ tag: ModelTag) {
        let numbers = sample.primary
        let columns = numbers?.columns ?? 0
        let values = (0..<columns).compactMap { numbers?[0, $0] }
        let width = numbers?.precision ?? signature.input
        let labels = signature.classes.map { $0.map(Label.init) }
        let areClasses = sample.primary == sample.probabilities && columns == labels?.count
        self.init(
            dataType: signature.takesColumns ? "object" : signature.input.rawValue,
            dataStructure: Self.structure(rows: 1, columns: signature.features.count),
            dataSample: [file.sample.map(FeatureValue.init)], predictionType: width.rawValue,
            predictionStructure: Self.structure(rows: 1, columns: columns),
            predictionSample: .values(values),
            features: signature.features.map {
                FeatureDocument(name: $0.name, type: $0.type.rawValue)
            },
            classes: areClasses ? labels : nil,
            labels: areClasses && !file.description.hasOwnLabels ? nil : labels,
            release: file.release, model: tag)
    }
}

extension FeatureValue {
    init(_ cell: Cell) {
        switch cell {
        case .number(let value): self = .number(value)
        case .integer(let value): self = .integer(value)
        case .text(let value): self = .text(value)
        case .missing: self = .missing
        }
    }
}

extension Cell {
    init(_ value: FeatureValue) {
        switch value {
        case .number(let value): self = .number(value)
        case .integer(let value): self = .integer(value)
        case .text(let value): self = .text(value)
        case .missing: self = .missing
        }
    }
}

extension Label {
    init(_ label: ClassLabel) {
        switch label {
        case .integer(let value): self = .integer(value)
        case .text(let value): self = .text(value)
        case .boolean(let value): self = .boolean(value)
        case .real(let value): self = .real(value)
        }
    }
}
