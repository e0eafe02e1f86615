import Testing
import WeightFormat

@testable import ModelImport

@Suite struct CatBoostTests {
    @Test("oblivious trees keep their levels, leaves, scale and bias")
    func oblivious() throws {
        let document = try imported(model())
        #expect(document.description.task == .regression)
        #expect(document.description.input == .float32)
        #expect(document.features.map(\.name) == ["length", "f1"])
        #expect(document.tensors["trees.depths"] == .int32([2, 0]))
        #expect(document.tensors["trees.features"] == .int32([1, 0]))
        #expect(document.tensors["trees.borders"] == .float32([0.5, -1]))
        #expect(document.tensors["trees.values"] == .float64([1, 2, 3, 4, 5], shape: [5, 1]))
        #expect(document.tensors["trees.bias"] == .float64([7]))
        #expect(document.provenance.library == "CatBoost")
        #expect(document.provenance.version == "1.2.10")
    }

    @Test("a NaN is above every border where training met one and was told so")
    func missing() throws {
        let asTrue = model(
            numbers: number(0, "AsTrue", hasMissing: true) + "," + number(1, "AsTrue"))
        #expect(try imported(asTrue).tensors["trees.missing-above"] == .uint8([1, 0]))
        let asFalse = model(numbers: number(0, "AsFalse", hasMissing: true) + "," + number(1))
        #expect(try imported(asFalse).tensors["trees.missing-above"] == nil)
    }

    @Test("branching trees become a forest whose right side is above the border")
    func branching() throws {
        let tree = """
            {"split": {"split_type": "FloatFeature", "float_feature_index": 1, "border": 0.5},
             "left": {"value": 1, "weight": 3},
             "right": {"split": {"split_type": "FloatFeature", "float_feature_index": 0,
               "border": 2}, "left": {"value": 2}, "right": {"value": 3}}}
            """
        let document = try imported(model(trees: "\"trees\": [\(tree)]", bias: "[2, [7]]"))
        #expect(document.tensors["trees.features"] == .int32([1, -1, 0, -1, -1]))
        #expect(document.tensors["trees.left"] == .int32([1, 0, 3, 1, 2]))
        #expect(document.tensors["trees.right"] == .int32([2, 0, 4, 0, 0]))
        #expect(document.tensors["trees.values"] == .float64([2, 4, 6], shape: [3, 1]))
        #expect(document.tensors["trees.base"] == .float64([7]))
    }

    @Test("a loss says what becomes of scores, and class_params what classes are called")
    func losses() throws {
        func head(_ info: String) throws -> (Stage?, [ClassLabel]?) {
            let document = try imported(model(info: info))
            return (document.description.stages.last, document.classes)
        }
        let (poisson, none) = try head(#""params": {"loss_function": {"type": "Poisson"}}"#)
        #expect(poisson == .regress(RegressHead(link: .exp, decision: .scores)))
        #expect(none == nil)
        let labels = #""class_params": {"class_names": [0.5, 2], "class_label_type": "Float"}"#
        let (logloss, reals) = try head(
            #""binclass_probability_threshold": "0.5", "loss_function": "{\"type\":\"Logloss\"}","#
                + labels)
        #expect(
            logloss
                == .classify(
                    ClassifyHead(
                        link: .logistic, binary: .complement,
                        label: .threshold(0, inclusive: false), decision: .scores)))
        #expect(reals == [.real(0.5), .real(2)])
    }

    @Test("a class that training never met has no chance")
    func unmetClass() throws {
        let trees =
            #""oblivious_trees": [{"leaf_values": [1, 2, 3, 4], "splits": [\#(split(0, 1))]}]"#
        let info = """
            "params": {"loss_function": {"type": "MultiClass"}},
            "class_params": {"class_names": ["a", "b", "c"], "class_to_label": [2, 0],
              "class_label_type": "String", "classes_count": 0}
            """
        let document = try imported(model(trees: trees, bias: "[1, [10, 20]]", info: info))
        #expect(document.classes == [.text("a"), .text("b"), .text("c")])
        #expect(
            document.tensors["trees.values"] == .float64([2, 0, 1, 4, 0, 3], shape: [2, 3]))
        #expect(document.tensors["trees.bias"] == .float64([20, -.infinity, 10]))
    }

    @Test(
        "what is not understood is refused with its place",
        arguments: [
            (model(trees: #""oblivious_trees": []"#), "no trees"),
            (model(trees: #""oblivious_trees": {}"#), "oblivious_trees: found an object"),
            (model(trees: #""forest": []"#), "neither oblivious_trees nor trees"),
            (model(trees: tree(#"[1, 2, 3]"#, split(0, 1))), "3 leaf_values for 1 splits"),
            (model(trees: tree(#"[1, 2]"#, split(4, 1))), "asks float feature 4"),
            (
                model(trees: tree(#"[1, 2]"#, #"{"split_type": "Quantum"}"#)),
                "unknown split_type 'Quantum'"
            ),
            (model(numbers: number(0) + "," + number(0)), "flat_feature_index 0"),
            (model(bias: "[1]"), "scale_and_bias"),
            (model(bias: "[1, [1, 2]]"), "2 biases for 1 scores"),
            (model(bias: "[NaN, [1]]"), "finite"),
            (model(info: #""class_params": {"class_names": [1, 2, 3]}"#), "3 classes for 1 scores"),
        ])
    func refused(model: String, reason: String) {
        let fault = #expect(throws: ImportFault.self) { try imported(model) }
        #expect(fault?.description.contains(reason) == true, "\(String(describing: fault))")
    }
}

private func imported(_ text: String) throws -> WeightDocument {
    let document = try importCatBoost(
        SourceFile(bytes: Array(text.utf8), path: "model.json"), date: "2026-01-01T00:00:00Z")
    _ = try document.serialized()
    return document
}

private func split(_ feature: Int, _ border: Double) -> String {
    #"{"split_type": "FloatFeature", "float_feature_index": \#(feature), "border": \#(border)}"#
}

private func tree(_ leaves: String, _ split: String) -> String {
    #""oblivious_trees": [{"leaf_values": \#(leaves), "splits": [\#(split)]}]"#
}

private func number(
    _ index: Int, _ treatment: String = "AsIs", hasMissing: Bool = false
) -> String {
    """
    {"feature_index": \(index), "flat_feature_index": \(index), "borders": [],
     "feature_id": "\(index == 0 ? "length" : "")", "has_nans": \(hasMissing),
     "nan_value_treatment": "\(treatment)"}
    """
}

/// Two trees over two numbers.
private func model(
    trees: String = """
    "oblivious_trees": [
      {"leaf_values": [1, 2, 3, 4], "splits": [\(split(1, 0.5)), \(split(0, -1))]},
      {"leaf_values": [5], "splits": null}]
    """, numbers: String = number(0) + "," + number(1), bias: String = "[1, [7]]",
    info: String = #""params": {"loss_function": {"type": "RMSE"}}"#
) -> String {
    """
    {"features_info": {"float_features": [\(numbers)]}, "scale_and_bias": \(bias), \(trees),
     "model_info": {"catboost_version_info": "Summary: CatBoost release 1.2.10. x", \(info)}}
    """
}
