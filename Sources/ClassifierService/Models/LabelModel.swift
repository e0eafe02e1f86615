public import InferenceAPI
import ModelRuntime
import WeightFormat

/// A model that tells labels, or values, to whoever holds it, at once and on the caller's thread.
public struct LabelModel: Sendable {
    private let model: LoadedModel

    /// What it says about rows, row by row.
    public enum Answers: Sendable, Equatable {
        /// The model's own labels, and where it has probabilities those of these labels.
        case labels([Label], probabilities: [Double]?)
        /// A regression's.
        case values([Double])
    }

    /// Why it says nothing about rows.
    public struct Refusal: Error, Sendable, Equatable {
        /// A clause: `row 0 …`.
        public let reason: String
    }

    /// Loads a weight file, whose model must take numbers and tell one label or one value.
    public init(path: String) throws(LoadError) {
        guard let model = try ModelCatalog(paths: [path]).main else { throw .severalModels(path) }
        let signature = model.signature
        guard !signature.takesColumns else {
            throw .model(name: model.name, reason: "it takes features that are no numbers.")
        }
        let hasLabel = signature.outputs.contains { output in
            output.output == .label || (output.output == .value && output.columns == 1)
        }
        guard hasLabel else {
            throw .model(name: model.name, reason: "it predicts neither a label nor one value.")
        }
        self.model = model
    }

    /// Of a row.
    public var features: Int { model.signature.features.count }

    /// - Parameter values: `rows x features`, row-major; NaN is a missing value.
    public func labels(rows: Int, values: [Double]) throws(Refusal) -> Answers {
        do {
            let batch = try Batch(rows: rows, values: values, fitting: model.signature)
            guard let answers = model.answers(of: try model.model.predict(batch)) else {
                throw Refusal(reason: "\(model.name) predicts no label")
            }
            return answers
        } catch let refusal as Refusal {
            throw refusal
        } catch {
            throw Refusal(reason: "\(error)")
        }
    }
}
