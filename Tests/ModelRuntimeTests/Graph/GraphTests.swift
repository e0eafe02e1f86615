import ModelRuntime
import Tensors
import Testing
import WeightFormat

@Suite struct GraphTests {
    private func scene(_ graph: ModelGraph, _ features: [Feature], sample: [Cell]) -> Scene {
        var scene = Scene(task: .transform, input: .float32, classes: nil)
        scene.types = features
        scene.sample = sample
        scene.graph = graph
        return scene
    }

    private func node(
        _ operation: GraphOperator, _ inputs: [String], _ output: String,
        _ attributes: OperatorAttributes? = nil
    ) -> GraphNode {
        .operation(OperationNode(operation, inputs, [output], attributes))
    }

    /// A colour one-hot encoded beside a number scaled by a stage; the sum of all is the value.
    private var mixed: Scene {
        var scene = scene(
            ModelGraph(
                inputs: [
                    ModelGraph.Input(value: "c", first: 0, count: 1, kind: .text),
                    ModelGraph.Input(value: "x", first: 1, count: 2, kind: .float32),
                ],
                nodes: [
                    node(.encodeCategories, ["c", "k"], "hot"), node(.reshape, ["hot", "s"], "h"),
                    .stages(
                        StagesNode(
                            stages: [
                                .scaler(
                                    ScalerStage(
                                        operation: .multiply, offset: "offset", scale: "scale"))
                            ], input: "x", columns: 2, precision: .float32,
                            outputs: ["transformed": "z"])),
                    node(.concatenate, ["h", "z"], "all", OperatorAttributes(axis: 1)),
                    node(
                        .reduce, ["all"], "sum",
                        OperatorAttributes(axes: [1], keep: true, reduction: .sum)),
                    node(.cast, ["sum"], "words", OperatorAttributes(to: .text)),
                ],
                outputs: [
                    ModelGraph.Output(.value, name: "variable", value: "sum"),
                    ModelGraph.Output(nil, name: "words", value: "words"),
                    ModelGraph.Output(nil, name: "all", value: "all"),
                ]),
            [Feature(name: "colour", type: .text), Feature(name: "a"), Feature(name: "b")],
            sample: ["red", 1, 2])
        scene.task = .regression
        scene.tensors = [
            "offset": .float32([1, 1]), "scale": .float32([2, 10]), "s": .int64([-1, 2]),
        ]
        let table = scene.tensors.keep(["red", "blue"], as: "k")
        scene.graph?.constants = [
            "k": ModelGraph.Constant(texts: table, shape: [2]),
            "s": ModelGraph.Constant(tensor: "s"),
        ]
        return scene
    }

    @Test("texts and numbers meet in a graph, whose outputs answer under their names")
    func mixedColumns() throws {
        for model in try mixed.models([]) {
            let signature = model.signature
            #expect(signature.outputs.map(\.name) == ["value", "words", "all"])
            #expect(signature.outputs.map(\.datatype) == [.float32, .bytes, .float32])
            #expect(signature.outputs.map(\.shape) == [[nil, 1], [nil, 1], [nil, 4]])
            #expect(signature.outputs[0].alias == "variable")
            let rows: [[Cell]] = [["blue", 2, 3], ["red", 0, 0]]
            let answers = try model.predict(Batch(rows: rows, fitting: signature))
            #expect(answers.value?.table == [[23], [-11]])
            #expect(answers.others["words"]?.elements == .text(["23", "-11"]))
            #expect(answers.others["all"]?.shape == [2, 4])
            let none = try model.predict(Batch(rows: [], fitting: signature))
            #expect(none.rows == 0 && none.value?.columns == 1)
        }
    }

    @Test("a category that nobody knows refuses its row")
    func refusedRow() throws {
        for model in try mixed.models([]) {
            let rows: [[Cell]] = [["red", 0, 0], ["teal", 0, 0]]
            let batch = try Batch(rows: rows, fitting: model.signature)
            let error = #expect(throws: PredictionError.self) { try model.predict(batch) }
            #expect(error?.row == 1)
            #expect(error?.reason.contains("meets an unknown category") == true)
            let missing = try Batch(rows: [[.missing, 0, 0]], fitting: model.signature)
            #expect(throws: PredictionError(row: 0, reason: "misses a value in 'colour'")) {
                try model.predict(missing)
            }
        }
    }

    @Test("a missing number comes in where the graph says so, or a node gives it a meaning")
    func missingNumber() throws {
        for (operation, says, accepts) in [
            (GraphOperator.absolute, nil, false), (.absolute, true, true),
            (.absolute, false, false), (.isNaN, nil, true), (.isNaN, false, false),
        ] as [(GraphOperator, Bool?, Bool)] {
            let graph = ModelGraph(
                inputs: [ModelGraph.Input(value: "x", first: 0, count: 2, kind: .float32)],
                nodes: [node(operation, ["x"], "y")],
                outputs: [ModelGraph.Output(nil, name: "y", value: "y")], acceptsMissing: says)
            let features = [Feature(name: "a"), Feature(name: "b")]
            for model in try scene(graph, features, sample: [1, 2]).models([]) {
                #expect(model.signature.acceptsMissing == accepts)
            }
        }
    }

    @Test("a loop stacks what its body makes of each slice, and carries its states")
    func scan() throws {
        let body = ScanNode.Body(
            inputs: ["state", "row"],
            nodes: [
                node(.add, ["state", "row"], "next"), node(.subtract, ["x", "row"], "away"),
                node(
                    .reduce, ["away"], "distance",
                    OperatorAttributes(axes: [1], keep: false, reduction: .sumOfSquares)),
            ], outputs: ["next", "distance"])
        var scene = scene(
            ModelGraph(
                inputs: [ModelGraph.Input(value: "x", first: 0, count: 2, kind: .float32)],
                constants: [
                    "points": ModelGraph.Constant(tensor: "points"),
                    "zero": ModelGraph.Constant(tensor: "zero"),
                ],
                nodes: [
                    .scan(
                        ScanNode(
                            scan: body, states: 1, inputs: ["zero", "points"],
                            outputs: ["sum", "distances"])),
                    node(.transpose, ["distances"], "turned"),
                ],
                outputs: [
                    ModelGraph.Output(.transformed, name: "d", value: "turned"),
                    ModelGraph.Output(nil, name: "sum", value: "sum"),
                ]), Feature.unnamed(2), sample: [0, 0])
        scene.tensors = [
            "points": .float32([0, 0, 3, 4, 1, 0], shape: [3, 2]), "zero": .float32([0, 0]),
        ]
        for model in try scene.models([]) {
            let answers = try model.predict([[0, 0], [3, 4]])
            #expect(answers.transformed?.table == [[0, 25, 1], [25, 0, 20]])
            #expect(answers.others["sum"]?.elements == .float32([4, 4]))
            #expect(model.signature.outputs[1].shape == [2])
        }
    }

    @Test("kinds and shapes that do not fit show when the model is loaded")
    func trial() throws {
        let faults: [(GraphNode, String)] = [
            (node(.not, ["x"], "y"), "takes no"),
            (node(.unsqueeze, ["x"], "y", OperatorAttributes(axes: [0])), "has not one list"),
            (node(.gather, ["x", "i"], "y", OperatorAttributes(axis: 1)), "takes element 7 of 2"),
            (node(.fill, ["huge", "zero"], "y"), "elements where"),
        ]
        for (fault, words) in faults {
            var scene = scene(
                ModelGraph(
                    inputs: [ModelGraph.Input(value: "x", first: 0, count: 2, kind: .float32)],
                    constants: [
                        "i": ModelGraph.Constant(tensor: "i"),
                        "huge": ModelGraph.Constant(tensor: "huge"),
                        "zero": ModelGraph.Constant(tensor: "zero"),
                    ], nodes: [fault],
                    outputs: [ModelGraph.Output(.transformed, name: "y", value: "y")]),
                Feature.unnamed(2), sample: [0, 0])
            scene.tensors = [
                "i": .int64([7]), "huge": .int64([1 << 36]), "zero": .float32([0]),
            ]
            let error = #expect(throws: ModelError.self) { try scene.models([]) }
            #expect(error?.description.contains(words) == true, "\(String(describing: error))")
        }
    }

    @Test("a label is found among the classes by its value")
    func labels() throws {
        var scene = scene(
            ModelGraph(
                inputs: [ModelGraph.Input(value: "x", first: 0, count: 2, kind: .float32)],
                constants: ["names": ModelGraph.Constant(tensor: "names")],
                nodes: [
                    node(.argumentMaximum, ["x"], "i", OperatorAttributes(axis: 1)),
                    node(.gather, ["names", "i"], "label", OperatorAttributes(axis: 0)),
                ],
                outputs: [
                    ModelGraph.Output(.label, name: "L", value: "label"),
                    ModelGraph.Output(.probabilities, name: "P", value: "x"),
                ]), Feature.unnamed(2), sample: [0, 0])
        scene.task = .classification
        scene.classes = [.integer(7), .integer(3)]
        scene.tensors = ["names": .int64([7, 3])]
        for model in try scene.models([]) {
            let answers = try model.predict([[1, 2], [2, 1]])
            #expect(answers.labels == [1, 0])
            #expect(model.signature.outputs[0].datatype == .int64)
        }
        scene.classes = [.integer(7), .integer(4)]
        for model in try scene.models([]) {
            let error = #expect(throws: PredictionError.self) { try model.predict([[1, 2]]) }
            #expect(error?.row == 0)
        }
    }
}
