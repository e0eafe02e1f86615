import Testing
import WeightFormat

@testable import ModelImport

/// Damaged CatBoost and LightGBM models, made from good ones byte by byte: each ends in a sentence
/// or in a model, never in a trap.
@Suite struct BoostingMutationTests {
    @Test(
        "a damaged model is refused or imported, never worse",
        arguments: [lightgbmText, catboostText, branchingText])
    func damaged(text: String) throws {
        let good = Array(text.utf8)
        _ = try importBytes(good)
        var generator = Damage(state: UInt64(good.count))
        for _ in 0..<200 {
            do {
                _ = try importBytes(generator.damaged(good))
            } catch let error as ImportError {
                #expect(error.description.hasSuffix("."))
            }
        }
    }

    @Test(
        "one that is cut before its trees' end is refused",
        arguments: [(lightgbmText, "end of trees"), (catboostText, "}}}")])
    func cut(text: String, end: String) {
        let good = Array(text.utf8)
        let end = good.firstRange(of: Array(end.utf8))?.lowerBound ?? 0
        for count in stride(from: 0, to: end, by: 7) {
            #expect(throws: ImportError.self) { try importBytes(Array(good.prefix(count))) }
        }
    }
}

private let lightgbmText = """
    tree
    version=v4
    num_class=1
    num_tree_per_iteration=1
    label_index=0
    max_feature_idx=1
    objective=binary sigmoid:0.5
    feature_names=a b
    feature_infos=[0:1] -1:0:1

    Tree=0
    num_leaves=3
    num_cat=1
    split_feature=1 0
    threshold=0 1.5
    decision_type=1 10
    left_child=1 -1
    right_child=-2 -3
    leaf_value=1 -2 0.25
    cat_boundaries=0 1
    cat_threshold=5
    is_linear=1
    leaf_const=1 2 3
    num_features=0 1 2
    leaf_features=1 0 1
    leaf_coeff=0.5 2 3
    shrinkage=1

    end of trees

    parameters:
    [categorical_feature: 1]
    end of parameters

    pandas_categorical:[["x", "y"]]

    """

private let catboostText = """
    {"model_info": {"params": {"loss_function": {"type": "Logloss"}},
      "class_params": {"class_names": ["no", "yes"], "class_to_label": [0, 1]}},
     "scale_and_bias": [1, [0.5]],
     "oblivious_trees": [{"leaf_values": [1, 2, 3, 4], "splits": [
       {"split_type": "FloatFeature", "float_feature_index": 0, "border": 0.25,
        "split_index": 0},
       {"split_type": "OnlineCtr", "border": 7.5, "split_index": 2}]}],
     "features_info": {
      "float_features": [{"feature_index": 0, "flat_feature_index": 1, "borders": [0.25],
        "has_nans": true, "nan_value_treatment": "AsTrue"}],
      "categorical_features": [
       {"feature_index": 0, "flat_feature_index": 0, "values": [-7]}],
      "ctrs": [{"identifier": "K", "ctr_type": "Borders", "elements": [
        {"combination_element": "cat_feature_value", "cat_feature_index": 0}],
       "prior_numerator": 0.5, "prior_denomerator": 1, "shift": 0, "scale": 15,
       "target_border_idx": 0, "borders": [7.5, 8.5]}]},
     "ctr_data": {"K": {"hash_stride": 3, "counter_denominator": 0, "hash_map":
      ["5", 1, 2, "18446744073709551614", 3, 4]}}}
    """

private let branchingText = """
    {"model_info": {}, "features_info": {"float_features":
      [{"feature_index": 0, "flat_feature_index": 0, "borders": [1]}]},
     "trees": [{"split": {"split_type": "FloatFeature", "float_feature_index": 0, "border": 1},
      "left": {"value": [1, 2]}, "right": {"value": [3, 4]}}]}
    """
