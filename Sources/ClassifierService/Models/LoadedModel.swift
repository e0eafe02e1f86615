import InferenceAPI
import ModelRuntime
import Serving
import Tensors
public import WeightFormat

/// One model as the service answers for it: prepared, with the documents that never change. A class, so
/// that all requests share one.
final class LoadedModel: Sendable {
    let name: String
    let tag: ModelTag
    let signature: Signature
    /// `X-Chorus-Model`, which every answer of the model carries.
    let fields: [Reply.Field]
    let metadata: [UInt8]
    /// The classes by index; nil for a model without.
    let labels: [Label]?
    /// The outputs that can be asked for by name.
    let outputs: [NamedOutput]
    /// Why the model may not answer: its golden rows were replayed and did not pass.
    let fault: String?
    /// How long one row takes, measured when the model was loaded.
    let costPerRow: Duration
    let model: PreparedModel
    /// A batch may be cut at multiples of so many rows; nil where it must stay whole.
    let rowsPerPart: Int?
    private let sample: [Cell]

    /// There is one version of each model, and clients must name it so.
    static let version = "1"

    /// - Parameter verifying: replay the file's golden rows.
    init(
        file: WeightFile, name: String, verifying: Bool, for instructionSet: InstructionSet
    ) throws(LoadError) {
        do throws(ModelError) {
            model = try PreparedModel(file: file, for: instructionSet)
        } catch {
            throw .model(name: name, reason: "\(error)")
        }
        guard let tag = ModelTag(name: name, checksum: file.checksum) else {
            throw .unusableName(name)
        }
        self.name = name
        self.tag = tag
        fields = [Reply.Field(name: HeaderNames.model, value: tag.text)]
        signature = model.signature
        rowsPerPart = model.rowsPerPart
        sample = file.sample
        labels = signature.classes.map { $0.map(Label.init) }
        outputs = NamedOutput.all(signature)
        fault = verifying ? try Self.fault(of: model, name, file) : nil
        (metadata, costPerRow) = try Self.describe(model, file, tag)
    }

    /// The sample row's prediction; the row is of this model, so it fits.
    func predictSample() throws -> Predictions {
        try model.predict(Batch(rows: [sample], fitting: signature))
    }

    /// What is wrong with the model's answers to the golden rows. A file without the training
    /// library's answers cannot be verified, and that is wrong too where it was asked for.
    private static func fault(
        of model: PreparedModel, _ name: String, _ file: WeightFile
    ) throws(LoadError) -> String? {
        do throws(ModelError) {
            let verification = try Verification(of: model, against: file)
            guard verification.verdict != .passed else { return nil }
            return "\(name) is not verified: \(verification)"
        } catch {
            throw .model(name: name, reason: "\(error)")
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
    /// A folder of several where one is meant.
    case severalModels(String)

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
        case .severalModels(let place): "\(place) holds several models; name one weight file."
        }
    }
}
