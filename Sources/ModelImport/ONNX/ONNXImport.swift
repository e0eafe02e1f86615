import SwiftProtobuf
import WeightFormat

/// Reads an ONNX model, with the meaning that ONNX Runtime gives it.
func importONNX(_ source: SourceFile, date: String) throws(ImportFault) -> WeightDocument {
    let model = try parse(source.bytes)
    let graph = try Graph(model)
    let provenance = Provenance(
        library: model.producerName.isEmpty ? "ONNX" : model.producerName,
        version: model.producerVersion, file: source.name, sha256: source.sha256, date: date)
    do {
        return try chain(graph, name: source.modelName, provenance)
    } catch .unsupported {
        var lowering = try GraphLowering(graph: graph)
        return try lowering.document(
            graph: graph, name: source.modelName, provenance: provenance)
    }
}

/// The document of a graph that is one chain of stages; any other is unsupported.
private func chain(
    _ graph: Graph, name: String, _ provenance: Provenance
) throws(ImportFault) -> WeightDocument {
    var lowering = try Lowering(graph: graph)
    for node in graph.nodes { try lowering.lower(node) }
    return try lowering.document(graph: graph, name: name, provenance: provenance)
}

private func parse(_ bytes: [UInt8]) throws(ImportFault) -> Onnx_ModelProto {
    var options = BinaryDecodingOptions()
    options.messageDepthLimit = ImportLimits.messageDepth
    options.discardUnknownFields = true
    do {
        return try Onnx_ModelProto(serializedBytes: bytes, options: options)
    } catch {
        throw .format(
            "no ONNX model, nor a model of another known format, or it is damaged",
            advice: "copy or export it again")
    }
}
