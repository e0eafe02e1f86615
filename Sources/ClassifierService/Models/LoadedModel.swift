import InferenceAPI
import ModelRuntime
public import WeightFormat

/// One model as the service answers for it: prepared, with the documents that never change.
struct LoadedModel: Sendable {
    let name: String
    let tag: ModelTag
    let signature: Signature
    let metadata: [UInt8]
    /// The classes by index; nil for a model without.
    let labels: [Label]?
    /// How long one row takes, measured when the model was loaded.
    let costPerRow: Duration
    private let model: PreparedModel
    private let sample: [Cell]

    init(file: WeightFile, name: String) throws(LoadError) {
        do throws(ModelError) {
            model = try PreparedModel(file: file)
        } catch {
            throw .model(name: name, reason: "\(error)")
        }
        guard let tag = ModelTag(name: name, checksum: file.checksum) else {
            throw .unusableName(name)
        }
        self.name = name
        self.tag = tag
        signature = model.signature
        sample = file.sample
        labels = signature.classes.map { $0.map(Label.init) }
        (metadata, costPerRow) = try Self.describe(model, file, tag)
    }

    /// The sample row's prediction; the row is of this model, so it fits.
    func predictSample() throws -> Predictions {
        try model.predict(Batch(rows: [sample], fitting: signature))
    }

    func predict(_ batch: Batch) throws(PredictionError) -> Predictions {
        try model.predict(batch)
    }

    /// Replays the file's golden rows.
    func verify(against file: WeightFile) throws(LoadError) {
        let verification: Verification
        do throws(ModelError) {
            verification = try Verification(of: model, against: file)
        } catch {
            throw .model(name: name, reason: "\(error)")
        }
        guard verification.verdict == .passed else {
            throw .notVerified(name: name, reason: "\(verification)")
        }
    }

    private static func describe(
        _ model: PreparedModel, _ file: WeightFile, _ tag: ModelTag
    ) throws(LoadError) -> (metadata: [UInt8], costPerRow: Duration) {
        do {
            let batch = try Batch(rows: [file.sample], fitting: model.signature)
            let document = ModelMetadata(file, model.signature, try model.predict(batch), tag)
            var bytes: [UInt8] = []
            document.append(to: &bytes)
            let cost = try model.measureCostPerRow(row: file.sample, clock: ContinuousClock())
            return (bytes, cost)
        } catch {
            throw .model(name: file.name, reason: "its sample row does not fit it: \(error)")
        }
    }
}

/// Why a model cannot be served.
public enum LoadError: Error, Sendable, CustomStringConvertible {
    case weights(WeightError)
    case model(name: String, reason: String)
    case unusableName(String)
    case noWeights(String)
    case sameName(String)
    case noSuchModel(name: String, there: [String])
    case notVerified(name: String, reason: String)

    public var description: String {
        switch self {
        case .weights(let error): error.description
        case .model(let name, let reason): "\(name): \(reason)"
        case .unusableName(let name):
            "\"\(name)\" cannot name a model; use letters, digits, points, dashes and underscores."
        case .noWeights(let place):
            "\(place) holds no .safetensors file; export a model with chorus weights export."
        case .sameName(let name):
            "Two weight files are both named \(name); give them different file names."
        case .noSuchModel(let name, let there):
            "There is no model \(name); there are: \(there.joined(separator: ", "))."
        case .notVerified(let name, let reason): "\(name) is not verified: \(reason)"
        }
    }
}
