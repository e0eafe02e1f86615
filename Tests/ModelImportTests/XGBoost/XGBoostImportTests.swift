import Testing
import WeightFormat

@testable import ModelImport

@Suite struct XGBoostImportTests {
    private func trees(_ document: WeightDocument) throws -> TreesStage {
        for case .trees(let stage) in document.description.stages { return stage }
        throw ImportFault.malformed(reason: "no trees")
    }

    @Test("a tree of one branch becomes a stage that compares and adds in float32")
    func stump() throws {
        let document = try XGBoostScene().imported()
        let stage = try trees(document)
        #expect(stage.comparison == .less && stage.comparisons == nil)
        #expect(stage.aggregate == .sumFromBase && stage.accumulator == .float32)
        #expect(document.tensors["features"] == .int32([1, -1, -1]))
        #expect(document.tensors["thresholds"] == .float32([0.1, 0, 0]))
        #expect(document.tensors["missing"] == .uint8([1, 0, 0]))
        #expect(document.tensors["values"] == .float32([-0.5, 0.75], shape: [2, 1]))
        #expect(document.features == [Feature(name: "f0"), Feature(name: "f1")])
        #expect(document.provenance.library == "XGBoost")
        #expect(document.provenance.version == "3.2.0")
    }

    @Test(
        "the base score comes to the scale of margins as the objective has it",
        arguments: [
            ("reg:squarederror", "[5E-1]", 0.5), ("binary:logistic", "5E-1", 0),
            ("binary:logistic", "[2.5E-1]", -1.0986123), ("count:poisson", "1", 0),
            ("reg:gamma", "7.5E-1", -0.2876821), ("binary:hinge", "5E-1", 0.5),
        ] as [(String, String, Float)])
    func baseScore(objective: String, score: String, margin: Float) throws {
        let document = try XGBoostScene(objective: objective, baseScore: score).imported()
        #expect(document.tensors["base"] == .float32([margin]))
    }

    @Test("objectives have their heads")
    func heads() throws {
        let value = try XGBoostScene(objective: "survival:aft", baseScore: "1").imported()
        #expect(
            value.description.stages.last
                == .regress(RegressHead(link: .exp, decision: .scores)))
        let binary = try XGBoostScene(objective: "binary:logistic").imported()
        #expect(
            binary.description.stages.last
                == .classify(
                    ClassifyHead(
                        link: .logisticDirect, binary: .complement, label: .largestProbability,
                        decision: .scores)))
        #expect(binary.classes == [.integer(0), .integer(1)])
        let three = try XGBoostScene(objective: "multi:softmax", classes: 3).imported()
        #expect(three.classes == [.integer(0), .integer(1), .integer(2)])
        #expect(three.tensors["base"] == .float32([0.5, 0.5, 0.5]))
        #expect(three.tensors["outputs"] == .int32([0]))
    }

    @Test("only the trees up to the best iteration count")
    func bestIteration() throws {
        var scene = XGBoostScene(trees: [.stump, .stump, .stump])
        scene.attributes = #"{"best_iteration": "1"}"#
        #expect(try scene.imported().tensors["roots"] == .int32([0, 3]))
        scene.attributes = #"{"best_iteration": "-1"}"#
        #expect(try scene.imported().tensors["roots"] == .int32([0, 3, 6]))
        scene.attributes = "{}"
        #expect(try scene.imported().tensors["roots"] == .int32([0, 3, 6]))
    }

    @Test("dart multiplies each tree's leaves by its weight")
    func dart() throws {
        var scene = XGBoostScene(trees: [.stump, .stump])
        scene.dart = "[0.5, 2]"
        #expect(
            try scene.imported().tensors["values"]
                == .float32([-0.25, 0.375, -1, 1.5], shape: [4, 1]))
        scene.dart = "[0.5]"
        #expect(throws: ImportError.self) { try scene.imported() }
    }

    @Test("the listed categories go right, all others left")
    func categories() throws {
        let document = try XGBoostScene(trees: [.categorical([0, 2, 33])]).imported()
        let stage = try trees(document)
        #expect(stage.categories?.outside == .left && stage.categories?.rounding == .down)
        #expect(document.tensors["comparisons"] == .uint8([6, 1, 1]))
        #expect(document.tensors["sets.offsets"] == .int64([0, 2]))
        #expect(document.tensors["sets.words"] == .int32([~0b101, ~0b10]))
    }

    @Test("stored categories of texts and of integers are looked up")
    func storedCategories() throws {
        var scene = XGBoostScene(trees: [.categorical([1])])
        scene.categories = """
            {"enc": [{"type": 15, "values": [7, 3]}, {"offsets": [0, 1, 3], "values": [97, 98, 99]}],
             "feature_segments": [0, 2, 4], "sorted_idx": [1, 0, 0, 1]}
            """
        let document = try scene.imported()
        #expect(document.features.map(\.type) == [.number, .text])
        #expect(document.sample == [.number(7), .text("a")])
        #expect(document.tensors["categories.0"] == .int64([7, 3]))
        #expect(document.tensors["categories.1.bytes"] == .uint8([97, 98, 99]))
        guard case .encode(let encode)? = document.description.stages.first else {
            Issue.record("no encode stage")
            return
        }
        #expect(encode.columns.map(\.unknown) == [.refuse, .refuse])
        scene.categories = """
            {"enc": [{"offsets": [0, 1], "values": [-61]}, {"offsets": [], "values": []}]}
            """
        let error = #expect(throws: ImportError.self) { try scene.imported() }
        #expect(error?.description.contains("before 3.4 stores cut off") == true)
    }

    @Test("a linear booster begins with bias and base, and has a leaf a feature and group")
    func linear() throws {
        var scene = XGBoostScene(objective: "multi:softprob", classes: 2)
        scene.linear = "[1, 2, 3, 4, 0.25, 0.5]"
        let document = try scene.imported()
        #expect(document.tensors["base"] == .float32([0.75, 1]))
        #expect(document.tensors["coefficients"] == .float32([1, 2, 3, 4]))
        #expect(document.tensors["terms"] == .int32([0, 0, 1, 1]))
        #expect(document.tensors["outputs"] == .int32([0, 1, 0, 1]))
    }

    @Test("UBJSON says the same as JSON")
    func bothEncodings() throws {
        let scene = XGBoostScene(trees: [.stump, .categorical([5])])
        let json = try Document(json: Array(scene.json.utf8), rounding: .float32)
        let document = try importBytes(ubjson(json))
        #expect(try document.tensors == scene.imported().tensors)
    }

    static let wrong: [(String, XGBoostScene)] = [
        ("no objective of XGBoost", XGBoostScene(objective: "multi:nonsense")),
        ("a base score that is no number", XGBoostScene(baseScore: "abc")),
        ("a base score that is not finite", XGBoostScene(baseScore: "NaN")),
        ("no logarithm", XGBoostScene(objective: "count:poisson", baseScore: "0")),
        ("no probability", XGBoostScene(objective: "binary:logistic", baseScore: "1.5")),
        ("two base scores of one group", XGBoostScene(baseScore: "[1,2]")),
        ("a node that leads to itself", XGBoostScene(trees: [.nodes(left: [0, -1, -1])])),
        ("a child out of range", XGBoostScene(trees: [.nodes(left: [3, -1, -1])])),
        ("a shared child", XGBoostScene(trees: [.nodes(left: [2, -1, -1])])),
        ("one child", XGBoostScene(trees: [.nodes(right: [-1, -1, -1])])),
        ("a feature out of range", XGBoostScene(trees: [.nodes(features: [2, 0, 0])])),
        ("a short array", XGBoostScene(trees: [.nodes(features: [1, 0])])),
        ("a missing side that is neither", XGBoostScene(trees: [.nodes(missing: "[2, 0, 0]")])),
        ("a category of no bound", XGBoostScene(trees: [.categorical([1 << 24 + 1])])),
        ("more classes than may be", XGBoostScene(objective: "multi:softprob", classes: 1 << 31)),
    ]

    @Test("a model that contradicts itself is refused", arguments: wrong)
    func refused(what: String, scene: XGBoostScene) {
        let error = #expect(throws: ImportError.self, "\(what)") { try scene.imported() }
        #expect(error?.description.hasSuffix(".") == true)
    }

    @Test("missing sides may be truths, as before 1.6")
    func truths() throws {
        let scene = XGBoostScene(trees: [.nodes(missing: "[true, false, false]")])
        #expect(try scene.imported().tensors["missing"] == .uint8([1, 0, 0]))
    }
}
