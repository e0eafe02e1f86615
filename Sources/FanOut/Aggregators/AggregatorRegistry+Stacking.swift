import InferenceAPI

extension AggregatorRegistry {
    /// Reads the model of a weight file.
    public typealias StackedModelLoader =
        @Sendable (_ path: String) throws(AggregatorSettingError) -> StackedModel

    /// Makes ``Stacking`` known as `stacking`, with the settings `weights`, a file, and `default`, numbers
    /// by service.
    public mutating func registerStacking(_ load: @escaping StackedModelLoader) {
        register("stacking") { (options) throws(AggregatorSettingError) in
            try options.allow("weights", "default")
            guard let weights = options.settings["weights"]?.text, !weights.isEmpty else {
                throw .wrongValue(key: "weights", expected: "the path of a weight file")
            }
            let model = try load(options.path(weights))
            guard model.features >= options.services.count else {
                throw .other(
                    "\(weights) takes \(model.features) features, fewer than the "
                        + "\(options.services.count) members whose answers it is to fold.")
            }
            return Stacking(
                model, services: options.services, defaults: try options.defaultPredictions())
        }
    }
}

extension AggregatorOptions {
    /// The predictions by service under `default`.
    fileprivate func defaultPredictions() throws(AggregatorSettingError) -> [String: [Double]] {
        guard let setting = settings["default"] else { return [:] }
        guard let members = setting.members else {
            throw .wrongValue(key: "default", expected: "a list of numbers by service")
        }
        var predictions: [String: [Double]] = [:]
        for member in members {
            guard services.contains(member.key) else {
                throw .unknownService(member.key, known: services)
            }
            let elements = member.value.elements ?? []
            let numbers = elements.compactMap(\.number).filter(\.isFinite)
            guard !numbers.isEmpty, numbers.count == elements.count else {
                throw .wrongValue(key: member.key, expected: "a list of numbers")
            }
            predictions[member.key] = numbers
        }
        return predictions
    }
}
