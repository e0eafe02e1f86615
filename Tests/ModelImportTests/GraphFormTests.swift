import FoundationEssentials
import SwiftProtobuf
import Testing
import WeightFormat

@testable import ModelImport

@Suite struct GraphFormTests {
    private func graph(_ document: WeightDocument) throws -> ModelGraph {
        try #require(document.description.graph)
    }

    @Test("a chain of known stages stays a chain")
    func chain() throws {
        let document = try Scene([
            node("Scaler", ["X"], ["Y"], [floats("offset", [1]), floats("scale", [2])])
        ]).imported()
        #expect(document.description.graph == nil)
        #expect(document.description.stages.count == 1)
    }

    @Test("a graph that branches becomes the graph form, with the outputs' own names")
    func branches() throws {
        let document = try Scene(
            [
                node("Normalizer", ["X"], ["Y"], [text("norm", "L2")]),
                node("Normalizer", ["X"], ["Z"], [text("norm", "L1")]),
            ], outputs: ["Y", "Z"]
        ).imported()
        let graph = try graph(document)
        #expect(document.description.task == .transform)
        #expect(graph.nodes.count == 2)
        #expect(graph.outputs.map(\.name) == ["Y", "Z"])
        #expect(graph.outputs.map(\.output) == [.transformed, nil])
        guard case .stages(let stages)? = graph.nodes.first else {
            Issue.record("the first node is \(graph.nodes)")
            return
        }
        #expect(stages.stages == [.normalizer(NormalizerStage(norm: .l2))])
        #expect(stages.columns == 2)
    }

    @Test("labels are found through the operators that name them, whatever the outputs are called")
    func labels() throws {
        let document = try Scene(
            [
                node("LinearClassifier", ["X"], ["P", "Q"], classifier),
                node("ArgMax", domain: "", ["Q"], ["I"], [integer("axis", 1)]),
                constant("C", texts: ["red", "blue"]),
                node("ArrayFeatureExtractor", ["C", "I"], ["A"]),
                constant("S", integers: [-1]),
                node("Reshape", domain: "", ["A", "S"], ["L"]),
            ], outputs: ["Q", "L"]
        ).imported()
        #expect(document.description.task == .classification)
        #expect(document.classes == [.text("red"), .text("blue")])
        let outputs = try graph(document).outputs
        #expect(outputs.map(\.output) == [.probabilities, .label])
        #expect(outputs.map(\.name) == ["Q", "L"])
    }

    @Test("the columns of maps keep the maps' order of classes")
    func maps() throws {
        let document = try Scene(
            [
                node("LinearClassifier", ["X"], ["L", "P"], classifier),
                node("Neg", domain: "", ["P"], ["N"]),
                node("ZipMap", ["N"], ["M"], [integers("classlabels_int64s", [8, 7])]),
            ], outputs: ["L", "M"]
        ).imported()
        #expect(document.classes == [.integer(8), .integer(7)])
        #expect(try graph(document).outputs.map(\.output) == [.label, .probabilities])
    }

    @Test("truths turned into -1 and 1 beside one number a row are outliers")
    func outlier() throws {
        let document = try Scene(
            [
                node(
                    "LinearRegressor", ["X"], ["S"],
                    [floats("coefficients", [1, 2]), floats("intercepts", [0])]),
                constant("Z", floats: [0]), constant("T", integers: [-2]),
                constant("O", integers: [1]),
                node("Less", domain: "", ["S", "Z"], ["B"]),
                node("Cast", domain: "", ["B"], ["I"], [integer("to", 7)]),
                node("Mul", domain: "", ["I", "T"], ["D"]),
                node("Add", domain: "", ["D", "O"], ["L"]),
            ], outputs: ["L", "S"]
        ).imported()
        #expect(document.description.task == .outlier)
        #expect(document.classes == [.integer(-1), .integer(1)])
        #expect(try graph(document).outputs.map(\.output) == [.label, .score])
    }

    @Test(
        "indices, shapes and kinds that cannot be are refused at import",
        arguments: [
            (
                [
                    constant("I", integers: [2]),
                    node("Gather", domain: "", ["X", "I"], ["Y"], [integer("axis", 1)]),
                ], "takes element 2 of 2"
            ),
            (
                [
                    constant("S", integers: [-1, -1]),
                    node("Reshape", domain: "", ["X", "S"], ["Y"]),
                ], "makes the shape [-1, -1]"
            ),
            ([node("Not", domain: "", ["X"], ["Y"])], "gets float32"),
            (
                [
                    node("Transpose", domain: "", ["X"], ["Y"], [integers("perm", [0, 0])])
                ], "in the order [0, 0]"
            ),
            ([node("OneHotEncoder", ["X"], ["Y"])], "has no categories"),
            (
                [
                    node(
                        "Imputer", ["X"], ["Y"],
                        [floats("imputed_value_floats", [1, 2, 3])])
                ], "3 imputed values for 2 columns"
            ),
            (
                [
                    constant("W", floats: [1, 2, 3]),
                    node("MatMul", domain: "", ["X", "W"], ["Y"]),
                ], "multiplies 2 columns by 3 rows"
            ),
        ])
    func refused(nodes: [Onnx_NodeProto], words: String) {
        let error = #expect(throws: ImportError.self) { try Scene(nodes).imported() }
        #expect(error?.description.contains(words) == true, "\(error?.description ?? "")")
    }

    private let classifier = [
        floats("coefficients", [1, 2, 3, 4]), floats("intercepts", [0, 0]),
        integers("classlabels_ints", [7, 8]), text("post_transform", "SOFTMAX"),
    ]
}

/// A `Constant` node of one dimension.
private func constant(_ name: String, _ fill: (inout Onnx_TensorProto) -> Void) -> Onnx_NodeProto {
    let tensor = Onnx_TensorProto.with(fill)
    let value = Onnx_AttributeProto.with {
        $0.name = "value"
        $0.type = .tensor
        $0.t = tensor
    }
    return node("Constant", domain: "", [], [name], [value])
}

private func constant(_ name: String, integers: [Int64]) -> Onnx_NodeProto {
    constant(name) {
        $0.dataType = 7
        $0.dims = [Int64(integers.count)]
        $0.int64Data = integers
    }
}

private func constant(_ name: String, floats: [Float]) -> Onnx_NodeProto {
    constant(name) {
        $0.dataType = 1
        $0.dims = [Int64(floats.count)]
        $0.floatData = floats
    }
}

private func constant(_ name: String, texts: [String]) -> Onnx_NodeProto {
    constant(name) {
        $0.dataType = 8
        $0.dims = [Int64(texts.count)]
        $0.stringData = texts.map { Data($0.utf8) }
    }
}
