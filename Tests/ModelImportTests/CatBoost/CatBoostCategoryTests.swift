import Testing
import WeightFormat

@testable import ModelImport

@Suite struct CatBoostCategoryTests {
    @Test("categories become texts, numbers keep their place, and each asked category a column")
    func indicators() throws {
        let document = try imported(
            split: #"{"split_type": "OneHotFeature", "cat_feature_index": 1, "value": -7}"#)
        #expect(document.features.map(\.type) == [.text, .number, .text])
        #expect(document.features.map(\.name) == ["c", "x", "d"])
        #expect(document.tensors["ctr.numbers"] == .int32([1]))
        #expect(document.tensors["ctr.categories"] == .int32([0, 2]))
        #expect(document.tensors["ctr.indicators.categories"] == .int32([1]))
        #expect(document.tensors["ctr.indicators.values"] == .int32([-7]))
        #expect(document.tensors["trees.features"] == .int32([1]))
        #expect(document.tensors["trees.borders"] == .float32([0.5]))
    }

    @Test("a statistic keeps its table without the mark of empty places, and a split finds it")
    func statistics() throws {
        // Before the statistics' borders stand one of the number and one category.
        let document = try imported(
            split: #"""
                {"split_type": "OnlineCtr", "ctr_target_border_idx": 0, "border": 8.5,
                 "split_index": 3}
                """#)
        #expect(document.tensors["trees.features"] == .int32([2]))
        #expect(document.tensors["trees.borders"] == .float32([8.5]))
        #expect(document.tensors["ctr.tables.0.keys"] == .int64([5, -2]))
        #expect(
            document.tensors["ctr.tables.0.counts"] == .int32([1, 2, 3, 4], shape: [2, 2]))
        guard case .ctr(let stage)? = document.description.stages.first else {
            Issue.record("no stage ctr")
            return
        }
        #expect(
            stage.tables[0].key == [
                CTRStage.KeyPart(category: 0), CTRStage.KeyPart(number: 0, above: 0.25),
                CTRStage.KeyPart(category: 1, is: -7),
            ])
        #expect(stage.tables[0].statistic == .borders)
        #expect(
            stage.tables[0].columns == [.init(target: 0, prior: [0.5, 1], shift: 0, scale: 15)])
    }

    @Test(
        "what does not fit is refused with its place",
        arguments: [
            (
                #"{"split_type": "OneHotFeature", "cat_feature_index": 1, "value": 8}"#,
                "a category that features_info lacks"
            ),
            (
                #"{"split_type": "OnlineCtr", "border": 1, "split_index": 4}"#,
                "split_index of no ctr"
            ),
            (#"{"split_type": "EstimatedFeature"}"#, "a text or an embedding"),
        ])
    func refused(split: String, reason: String) {
        let fault = #expect(throws: ImportFault.self) { try imported(split: split) }
        #expect(fault?.description.contains(reason) == true, "\(String(describing: fault))")
    }

    private func imported(split: String) throws -> WeightDocument {
        let text = """
            {"model_info": {}, "scale_and_bias": [1, [0]],
             "oblivious_trees": [{"leaf_values": [1, 2], "splits": [\(split)]}],
             "features_info": {
              "float_features": [{"feature_index": 0, "flat_feature_index": 1,
                "feature_id": "x", "borders": [0.25]}],
              "categorical_features": [
               {"feature_index": 0, "flat_feature_index": 0, "feature_id": "c"},
               {"feature_index": 1, "flat_feature_index": 2, "feature_id": "d",
                "values": [-7]}],
              "ctrs": [{"identifier": "K", "ctr_type": "Borders", "elements": [
                {"combination_element": "cat_feature_value", "cat_feature_index": 0},
                {"combination_element": "float_feature", "float_feature_index": 0,
                 "border": 0.25},
                {"combination_element": "cat_feature_exact_value", "cat_feature_index": 1,
                 "value": -7}],
               "prior_numerator": 0.5, "prior_denomerator": 1, "shift": 0, "scale": 15,
               "target_border_idx": 0, "borders": [7.5, 8.5]}]},
             "ctr_data": {"K": {"hash_stride": 3, "counter_denominator": 0, "hash_map":
              ["5", 1, 2, "18446744073709551615", 9, 9, "18446744073709551614", 3, 4]}}}
            """
        let document = try importCatBoost(
            SourceFile(bytes: Array(text.utf8), path: "model.json"), date: "2026-01-01T00:00:00Z")
        _ = try document.serialized()
        return document
    }
}
