import ClassifierService
import FanOut
import InferenceAPI

extension LocalModel {
    /// The aggregators that come with Chorus, and those that need models.
    static let aggregators: AggregatorRegistry = {
        var registry = AggregatorRegistry()
        registry.registerStacking { (path) throws(AggregatorSettingError) in
            try stackedModel(path)
        }
        return registry
    }()

    private static func stackedModel(
        _ path: String
    ) throws(AggregatorSettingError) -> StackedModel {
        if let absence = absence(of: path) { throw .other(absence) }
        do throws(ClassifierService.LoadError) {
            let model = try LabelModel(path: path)
            return StackedModel(features: model.features) {
                (rows, values) throws(AggregationError) in
                do throws(LabelModel.Refusal) {
                    return try model.labels(rows: rows, values: values).rowAnswers
                } catch {
                    throw .refused(reason: error.reason)
                }
            }
        } catch {
            throw .other(error.description)
        }
    }
}

extension LabelModel.Answers {
    fileprivate var rowAnswers: [RowAnswer] {
        switch self {
        case .labels(let labels, nil): labels.map { .label($0, probability: nil) }
        case .labels(let labels, let probabilities?):
            zip(labels, probabilities).map { .label($0, probability: $1) }
        case .values(let values): values.map { .value($0) }
        }
    }
}
