import ModelRuntime
import Tensors
import WeightFormat

/// A weight file in memory, from its stages and tensors.
struct Scene {
    var task = ModelDescription.Task.classification
    var input = Precision.float64
    var features = 2
    var types: [Feature]?
    var sample: [Cell]?
    var classes: [ClassLabel]? = [.integer(0), .integer(1)]
    var graph: ModelGraph?
    var golden: Golden?
    var outputs: [String: String]?
    var tensors: [String: TensorData] = [:]

    static let provenance = Provenance(
        library: "tests", version: "1", file: "scene", sha256: String(repeating: "0", count: 64),
        date: "2026-01-01T00:00:00Z")

    func file(_ stages: [Stage]) throws -> WeightFile {
        let document = WeightDocument(
            name: "scene",
            description: ModelDescription(
                task: task, input: input, stages: stages, graph: graph, outputs: outputs),
            features: types ?? Feature.unnamed(features), classes: classes,
            sample: sample ?? .plain(for: types ?? Feature.unnamed(features)),
            provenance: Self.provenance, golden: golden, tensors: tensors)
        return try WeightFile(bytes: document.serialized())
    }

    /// Both forms of the model.
    func models(_ stages: [Stage]) throws -> [any Model] {
        let file = try file(stages)
        return [try ReferenceModel(file: file), try PreparedModel(file: file)]
    }
}

extension Model {
    func predict(_ rows: [[Double]]) throws -> Predictions {
        try predict(Batch(rows: rows.count, values: rows.flatMap { $0 }, fitting: signature))
    }
}

extension Numbers {
    /// Rows of numbers, widened exactly.
    var table: [[Double]] {
        (0..<rows).map { row in (0..<columns).map { self[row, $0] } }
    }
}
