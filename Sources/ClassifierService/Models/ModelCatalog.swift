import FoundationEssentials
import ModelRuntime
public import Tensors
import WeightFormat

/// The models of a process, by name, and which of them `/predict` answers.
public struct ModelCatalog: Sendable {
    private let models: [String: LoadedModel]
    /// The model that `/predict` answers; nil where there are several and none was chosen.
    let main: LoadedModel?

    /// Loads every weight file that the paths name; a folder stands for the files in it.
    ///
    /// - Parameters:
    ///   - name: the model that `/predict` answers; with a single file, the name it is served by.
    ///   - verified: replay each file's golden rows; a model that does not pass is not ready.
    ///   - instructionSet: for which models are prepared; available here.
    public init(
        paths: [String], name: String? = nil, verified: Bool = false,
        for instructionSet: InstructionSet = .best
    ) throws(LoadError) {
        var files: [String] = []
        for path in paths { files += try Self.weightFiles(at: path) }
        let isAlone = files.count == 1
        var models: [String: LoadedModel] = [:]
        for path in files {
            let served = isAlone ? name ?? Self.name(of: path) : Self.name(of: path)
            guard models[served] == nil else { throw .sameName(served) }
            models[served] = try Self.load(
                path, as: served, verified: verified, for: instructionSet)
        }
        let chosen = isAlone ? models.keys.first : name
        if let chosen, models[chosen] == nil {
            throw .noSuchModel(name: chosen, there: models.keys.sorted())
        }
        self.models = models
        main = chosen.flatMap { models[$0] }
    }

    /// The names of all models, sorted.
    public var names: [String] { models.keys.sorted() }

    /// Why models are not ready, in a sentence each: their golden rows did not pass.
    public var faults: [String] { all.compactMap(\.fault) }

    /// All models by name.
    var all: [LoadedModel] { names.compactMap { models[$0] } }

    func model(named name: String) -> LoadedModel? { models[name] }

    private static func load(
        _ path: String, as name: String, verified: Bool, for instructionSet: InstructionSet
    ) throws(LoadError) -> LoadedModel {
        let file: WeightFile
        do throws(WeightError) {
            file = try WeightFile(path: path)
        } catch {
            throw .weights(error)
        }
        return try LoadedModel(
            file: file, name: name, verifying: verified, for: instructionSet)
    }

    private static func weightFiles(at path: String) throws(LoadError) -> [String] {
        var isFolder = false
        guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder), isFolder else {
            return [path]
        }
        let entries = (try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []
        let files = entries.filter { $0.hasSuffix(suffix) }.sorted().map { "\(path)/\($0)" }
        guard !files.isEmpty else { throw .noWeights(path) }
        return files
    }

    private static let suffix = ".safetensors"

    private static func name(of path: String) -> String {
        let file = path.split(separator: "/").last.map(String.init) ?? path
        return file.hasSuffix(suffix) ? String(file.dropLast(suffix.count)) : file
    }
}
