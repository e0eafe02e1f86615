import Testing
import WeightFormat

@testable import ModelImport

/// How ONNX Runtime 1.31 arranges scores and labels of two classes, seen by asking it.
struct Arrangement: CustomTestStringConvertible, Sendable {
    var what: String
    var leaves: [[Int64: Float]]
    var base: [Float] = []
    var post = "NONE"
    /// What the leaves hold: [leaf, output], or [leaf] where the tree has one output of two.
    var values: [Float]
    var baseValues: [Float]?
    var head: ClassifyHead
    var classes: [ClassLabel] = [.integer(10), .integer(20)]
    var testDescription: String { what }
}

@Suite struct TreeClassifierTests {
    static let arrangements: [Arrangement] = [
        Arrangement(
            what: "weights on the first class, none negative: a probability",
            leaves: [[0: 0.25], [0: 0.75]], values: [0.25, 0.75],
            head: ClassifyHead(
                link: .identity, binary: .complement, label: .threshold(0.5, inclusive: false))),
        Arrangement(
            what: "weights on the first class, one negative: a margin",
            leaves: [[0: -0.25], [0: 0.75]], base: [0.5], post: "LOGISTIC", values: [-0.25, 0.75],
            baseValues: [0.5],
            head: ClassifyHead(
                link: .logistic, binary: .mirror, label: .threshold(0, inclusive: false))),
        Arrangement(
            what: "a margin that SOFTMAX leaves as it is",
            leaves: [[0: -0.25], [0: 0.75]], post: "SOFTMAX", values: [-0.25, 0.75],
            head: ClassifyHead(
                link: .identity, binary: .mirror, label: .threshold(0, inclusive: false))),
        Arrangement(
            what: "weights on the first class and two base values: the second column is zero",
            leaves: [[0: 0.25], [0: 0.75]], base: [1, 2], values: [0.25, 0.75],
            baseValues: [1, 0],
            head: ClassifyHead(
                link: .identity, label: .columnThreshold(column: 0, at: 0.5, inclusive: false))),
        Arrangement(
            what: "weights on the second class: the first column is zero, one base value idle",
            leaves: [[1: -0.25], [1: 0.75]], base: [1], post: "SOFTMAX",
            values: [-0.25, 0.75],
            head: ClassifyHead(
                link: .softmax, label: .columnThreshold(column: 1, at: 0, inclusive: false))),
        Arrangement(
            what: "weights on the second class and two base values: the second base value alone",
            leaves: [[1: 0.25], [1: 0.75]], base: [1, 2], values: [0, 0, 0, 0], baseValues: [0, 2],
            head: ClassifyHead(
                link: .identity, label: .columnThreshold(column: 1, at: 0.5, inclusive: false))),
        Arrangement(
            what: "weights on both classes: the label is the sign of the second score, 0 or 1",
            leaves: [[0: 0.5, 1: 0.25], [0: 0.25, 1: 0.75]], values: [0.5, 0.25, 0.25, 0.75],
            head: ClassifyHead(
                link: .identity, label: .columnThreshold(column: 1, at: 0, inclusive: false)),
            classes: [.integer(0), .integer(1)]),
        Arrangement(
            what: "weights on both classes and two base values: the first score mirrored",
            leaves: [[0: 0.5, 1: 0.25], [0: 0.25, 1: 0.75]], base: [1, 2], post: "LOGISTIC",
            values: [-0.5, 0.5, -0.25, 0.25], baseValues: [-2, 2],
            head: ClassifyHead(
                link: .logistic, label: .columnThreshold(column: 1, at: 0, inclusive: false)),
            classes: [.integer(0), .integer(1)]),
    ]

    @Test("two classes are arranged as ONNX Runtime does", arguments: arrangements)
    func two(case scene: Arrangement) throws {
        let base = scene.base.isEmpty ? [] : [floats("base_values", scene.base)]
        let document = try Scene(
            [stump(scene.leaves, base + [text("post_transform", scene.post)])], outputs: ["L", "Y"]
        ).imported()

        guard case .trees(let stage) = document.description.stages[0] else {
            Issue.record("no trees")
            return
        }
        let outputs = stage.outputs
        let shape =
            stage.treeOutputs == nil
            ? [scene.values.count / outputs, outputs] : [scene.values.count]
        #expect(
            document.tensors[stage.values]
                == .float32(scene.values, shape: shape))
        #expect(
            stage.base.flatMap { document.tensors[$0] } == scene.baseValues.map { .float32($0) })
        #expect(document.description.stages[1] == .classify(scene.head))
        #expect(document.classes == scene.classes)
    }

    @Test("three classes take the largest score, each tree with one output where it has one")
    func many() throws {
        let document = try Scene(
            [stump([[1: 0.5], [1: 0.25]], labels: [7, 8, 9])], outputs: ["L", "Y"]
        ).imported()
        guard case .trees(let stage) = document.description.stages[0] else {
            Issue.record("no trees")
            return
        }
        #expect(stage.treeOutputs.flatMap { document.tensors[$0] } == .int32([1]))
        #expect(document.tensors[stage.values] == .float32([0.5, 0.25]))
        // ONNX Runtime takes a missing value everywhere: where nothing else is said, to the right.
        let missing = stage.missingGoesLeft.flatMap { document.tensors[$0] }
        #expect(missing == .uint8([0, 0, 0]))
        #expect(document.classes == [.integer(7), .integer(8), .integer(9)])
    }

    @Test("leaves that leave a class out where that matters are refused")
    func uncertain() {
        #expect(throws: ImportError.self) {
            try Scene([stump([[0: 0.5], [1: 0.25]])], outputs: ["L", "Y"]).imported()
        }
    }
}
