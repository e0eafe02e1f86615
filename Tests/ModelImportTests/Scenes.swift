import FoundationEssentials
import SwiftProtobuf
import WeightFormat

@testable import ModelImport

/// The folder of the fixtures beside this file.
let fixtures =
    URL(filePath: #filePath).deletingLastPathComponent().path + "/Fixtures"

let today = "2026-11-23T00:00:00Z"

/// A graph built in memory, and its import.
struct Scene {
    var model: Onnx_ModelProto

    init(_ nodes: [Onnx_NodeProto], columns: Int64? = 2, outputs: [String] = ["Y"]) {
        model = Onnx_ModelProto()
        model.producerName = "skl2onnx"
        model.producerVersion = "1.7.0"
        model.opsetImport = [.with { $0.version = 9 }]
        model.graph.node = nodes
        model.graph.input = [
            .with { input in
                input.name = "X"
                input.type.tensorType.elemType = 1
                input.type.tensorType.shape.dim = [
                    .init(), .with { if let columns { $0.dimValue = columns } },
                ]
            }
        ]
        model.graph.output = outputs.map { name in .with { $0.name = name } }
    }

    func bytes() throws -> [UInt8] { try model.serializedBytes() }

    /// Writes the model to a file of its own and imports that.
    func imported(_ options: ImportOptions = ImportOptions()) throws -> WeightDocument {
        try importBytes(bytes(), options)
    }
}

func importBytes(
    _ bytes: [UInt8], _ options: ImportOptions = ImportOptions()
) throws -> WeightDocument {
    let path =
        FileManager.default.temporaryDirectory.path
        + "/import-\(UInt64.random(in: 0...UInt64.max)).onnx"
    try Data(bytes).write(to: URL(filePath: path))
    defer { try? FileManager.default.removeItem(atPath: path) }
    return try importModel(path: path, options: options, date: today)
}

/// A node of one operator of `ai.onnx.ml`.
func node(
    _ operation: String, domain: String = "ai.onnx.ml", _ inputs: [String] = ["X"],
    _ outputs: [String] = ["Y"], _ attributes: [Onnx_AttributeProto] = []
) -> Onnx_NodeProto {
    .with {
        $0.opType = operation
        $0.domain = domain
        $0.input = inputs
        $0.output = outputs
        $0.attribute = attributes
    }
}

func floats(_ name: String, _ values: [Float]) -> Onnx_AttributeProto {
    .with {
        $0.name = name
        $0.type = .floats
        $0.floats = values
    }
}

func integers(_ name: String, _ values: [Int64]) -> Onnx_AttributeProto {
    .with {
        $0.name = name
        $0.type = .ints
        $0.ints = values
    }
}

func integer(_ name: String, _ value: Int64) -> Onnx_AttributeProto {
    .with {
        $0.name = name
        $0.type = .int
        $0.i = value
    }
}

func text(_ name: String, _ value: String) -> Onnx_AttributeProto {
    .with {
        $0.name = name
        $0.type = .string
        $0.s = Data(value.utf8)
    }
}

func texts(_ name: String, _ values: [String]) -> Onnx_AttributeProto {
    .with {
        $0.name = name
        $0.type = .strings
        $0.strings = values.map { Data($0.utf8) }
    }
}

/// A classifier of one tree: one branch, whose two leaves add `leaves` by class.
func stump(
    _ leaves: [[Int64: Float]], labels: [Int64] = [10, 20], _ attributes: [Onnx_AttributeProto] = []
) -> Onnx_NodeProto {
    let weights = zip([1, 2] as [Int64], leaves).flatMap { id, leaf in
        leaf.sorted { $0.key < $1.key }.map { (id, $0.key, $0.value) }
    }
    return node(
        "TreeEnsembleClassifier", ["X"], ["L", "Y"],
        [
            integers("nodes_treeids", [0, 0, 0]), integers("nodes_nodeids", [0, 1, 2]),
            integers("nodes_featureids", [1, 0, 0]), floats("nodes_values", [0.5, 0, 0]),
            texts("nodes_modes", ["BRANCH_LEQ", "LEAF", "LEAF"]),
            integers("nodes_truenodeids", [1, 0, 0]), integers("nodes_falsenodeids", [2, 0, 0]),
            integers("class_treeids", weights.map { _ in 0 }),
            integers("class_nodeids", weights.map(\.0)), integers("class_ids", weights.map(\.1)),
            floats("class_weights", weights.map(\.2)), integers("classlabels_int64s", labels),
        ] + attributes)
}
