import SwiftProtobuf
import Testing
import WeightFormat

@testable import ModelImport

@Suite struct OperatorTests {
    private let linear = [floats("coefficients", [1, 2]), floats("intercepts", [0.5])]

    @Test("one linear score of two classes is a complement, or both sides of its logistic")
    func oneScore() throws {
        let forms: [(String, ClassifyHead.Link, ClassifyHead.Binary)] = [
            ("NONE", .identity, .complement), ("LOGISTIC", .logistic, .mirror),
        ]
        for (post, link, binary) in forms {
            let document = try Scene(
                [
                    node(
                        "LinearClassifier", ["X"], ["L", "Y"],
                        linear + [
                            texts("classlabels_strings", ["a", "b"]), text("post_transform", post),
                        ]
                    )
                ], outputs: ["L", "Y"]
            ).imported()
            #expect(
                document.description.stages.last
                    == .classify(
                        ClassifyHead(
                            link: link, binary: binary, label: .threshold(0, inclusive: false))
                    ))
            #expect(document.classes == [.text("a"), .text("b")])
        }
    }

    @Test("a classifier's logistic columns divided by their sum are one head")
    func normalized() throws {
        let document = try Scene([
            node(
                "LinearClassifier", ["X"], ["L", "P"],
                [
                    floats("coefficients", [1, 2, 3, 4]), floats("intercepts", [0, 1]),
                    integers("classlabels_ints", [3, 4]), text("post_transform", "LOGISTIC"),
                ]),
            node("Normalizer", ["P"], ["Y"], [text("norm", "L1")]),
        ]).imported()
        #expect(
            document.description.stages.last
                == .classify(ClassifyHead(link: .logisticNormalized, label: .largestScore)))
    }

    @Test("one target takes no post-transform but PROBIT")
    func regressor() throws {
        let document = try Scene([
            node("LinearRegressor", linear.count > 0 ? ["X"] : [], ["Y"], linear)
        ]).imported()
        #expect(document.description.stages.last == .regress(RegressHead(link: .identity)))
        #expect(document.description.outputs == ["value": "Y"])
        #expect(PostTransform.logistic.regressLink(targets: 1) == .identity)
        #expect(PostTransform.logistic.regressLink(targets: 2) == .logistic)
        #expect(PostTransform.probit.regressLink(targets: 1) == .probit)
    }

    @Test("the sign of a machine's value is the label of an outlier model")
    func outlier() throws {
        let document = try Scene(
            [
                node(
                    "SVMRegressor", ["X"], ["S"],
                    [
                        integer("n_supports", 1), floats("support_vectors", [1, 2]),
                        floats("coefficients", [1]), floats("rho", [-0.5]),
                        text("kernel_type", "RBF"), floats("kernel_params", [0.5, 0, 3]),
                    ]),
                node("Sign", domain: "", ["S"], ["T"]),
                node("Cast", domain: "", ["T"], ["L"], [integer("to", 7)]),
            ], outputs: ["L", "S"]
        ).imported()
        #expect(document.description.task == .outlier)
        #expect(document.classes == [.integer(-1), .integer(1)])
        #expect(document.description.outputs == ["label": "L", "score": "S"])
    }

    @Test("a scaler of one number for all columns is written for each, and rows pass an identity")
    func scaler() throws {
        let document = try Scene([
            node("Identity", domain: "", ["X"], ["I"]),
            node("Scaler", ["I"], ["Y"], [floats("offset", [1]), floats("scale", [2])]),
        ]).imported()
        #expect(document.description.task == .transform)
        #expect(document.tensors["0.scale"] == .float32([2, 2]))
        #expect(document.description.outputs == ["transformed": "Y"])
    }

    @Test("nodes may stand in any order")
    func unsorted() throws {
        let document = try Scene([
            node("Normalizer", ["I"], ["Y"], [text("norm", "L2")]),
            node("Scaler", ["X"], ["I"], [floats("offset", [1]), floats("scale", [2])]),
        ]).imported()
        #expect(document.description.stages.last == .normalizer(NormalizerStage(norm: .l2)))
    }

    @Test(
        "a graph that contradicts itself, or of unknown operators, is refused with the node's name",
        arguments: [
            (
                [node("Oracle", ["X"], ["Y"])],
                "node 0 (Oracle) is an operator of domain 'ai.onnx.ml'"
            ),
            ([node("Scaler", ["Z"], ["Y"])], "reads 'Z', which nobody makes"),
            ([node("Scaler", ["X"], ["Z"])], "nobody makes the output 'Y'"),
            (
                [
                    node("Identity", domain: "", ["X"], ["Y"]),
                    node("Identity", domain: "", ["X"], ["Y"]),
                ],
                "makes 'Y', which is there already"
            ),
            (
                [
                    node("Identity", domain: "", ["Y"], ["Z"]),
                    node("Identity", domain: "", ["Z"], ["Y"]),
                ],
                "in a circle"
            ),
            ([node("Normalizer", ["X"], ["Y"], [text("norm", "L3")])], "unknown norm 'L3'"),
            ([node("Cast", domain: "", ["X"], ["Y"])], "does not say to what"),
            ([node("Cast", domain: "", ["X"], ["Y"], [integer("to", 99)])], "unknown type 99"),
            ([node("ZipMap", ["X"], ["Y"])], "has no class labels"),
        ])
    func refused(nodes: [Onnx_NodeProto], words: String) {
        let error = #expect(throws: ImportError.self) { try Scene(nodes).imported() }
        #expect(error?.description.contains(words) == true, "\(error?.description ?? "")")
    }

    @Test("operator sets of the future and of none are refused")
    func operatorSets() throws {
        for version in [-1, 0, 9999] as [Int64] {
            var scene = Scene([node("Identity", domain: "", ["X"], ["Y"])])
            scene.model.opsetImport = [.with { $0.version = version }]
            #expect(throws: ImportError.self) { try scene.imported() }
        }
    }

    @Test("input columns that nobody tells are asked for")
    func unknownColumns() {
        let error = #expect(throws: ImportError.self) {
            try Scene([node("Identity", domain: "", ["X"], ["Y"])], columns: nil).imported()
        }
        #expect(error?.description.contains("does not say its columns") == true)
    }
}
