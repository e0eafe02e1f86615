import FoundationEssentials
import WeightFormat

@testable import ModelImport

/// A small XGBoost model of two features, as JSON.
struct XGBoostScene: Sendable {
    var objective = "reg:squarederror"
    var baseScore = "[5E-1]"
    var classes = 0
    var trees: [XGBoostSceneTree] = [.stump]
    var attributes = "{}"
    /// The weights of dart.
    var dart: String?
    /// The weights of gblinear.
    var linear: String?
    var categories = #"{"enc": [], "feature_segments": [], "sorted_idx": []}"#

    var json: String {
        """
        {"learner": {"attributes": \(attributes), "feature_names": [], "feature_types": [],
         "gradient_booster": \(booster),
         "learner_model_param": {"base_score": "\(baseScore)", "boost_from_average": "1",
          "num_class": "\(classes)", "num_feature": "2", "num_target": "1"},
         "objective": {"name": "\(objective)"}}, "version": [3, 2, 0]}
        """
    }

    private var booster: String {
        if let linear {
            return #"{"model": {"boosted_rounds": 1, "weights": \#(linear)}, "name": "gblinear"}"#
        }
        let indices = (0...trees.count).map(String.init).joined(separator: ", ")
        let groups = trees.map { _ in "0" }.joined(separator: ", ")
        let forest = """
            {"model": {"cats": \(categories),
             "gbtree_model_param": {"num_parallel_tree": "1", "num_trees": "\(trees.count)"},
             "iteration_indptr": [\(indices)], "tree_info": [\(groups)],
             "trees": [\(trees.map(\.json).joined(separator: ", "))]}, "name": "gbtree"}
            """
        guard let dart else { return forest }
        return #"{"gbtree": \#(forest), "name": "dart", "weight_drop": \#(dart)}"#
    }

    func imported() throws -> WeightDocument { try importBytes(Array(json.utf8)) }
}

/// A tree of one branch and two leaves, -0.5 and 0.75.
struct XGBoostSceneTree: Sendable {
    var left = [1, -1, -1]
    var right = [2, -1, -1]
    var features = [1, 0, 0]
    var missing = "[1, 0, 0]"
    var categories: [Int]?

    static let stump = XGBoostSceneTree()

    static func nodes(
        left: [Int] = [1, -1, -1], right: [Int] = [2, -1, -1], features: [Int] = [1, 0, 0],
        missing: String = "[1, 0, 0]"
    ) -> XGBoostSceneTree {
        XGBoostSceneTree(left: left, right: right, features: features, missing: missing)
    }

    static func categorical(_ categories: [Int]) -> XGBoostSceneTree {
        XGBoostSceneTree(categories: categories)
    }

    var json: String {
        """
        {"base_weights": [0, 0, 0], "categories": \(categories ?? []),
         "categories_nodes": \(categories == nil ? "[]" : "[0]"),
         "categories_segments": \(categories == nil ? "[]" : "[0]"),
         "categories_sizes": \(categories == nil ? "[]" : "[\(categories?.count ?? 0)]"),
         "default_left": \(missing), "id": 0, "left_children": \(left), "right_children": \(right),
         "split_conditions": [0.1, -5E-1, 0.75], "split_indices": \(features),
         "split_type": \(categories == nil ? "[0, 0, 0]" : "[1, 0, 0]"),
         "tree_param": {"num_deleted": "0", "num_feature": "2", "num_nodes": "3",
          "size_leaf_vector": "1"}}
        """
    }
}

/// A document as XGBoost writes it in UBJSON: numbers of arrays side by side.
func ubjson(_ document: Document) -> [UInt8] {
    func big(_ value: some FixedWidthInteger) -> [UInt8] {
        stride(from: value.bitWidth - 8, through: 0, by: -8).map {
            UInt8(truncatingIfNeeded: value >> $0)
        }
    }
    func text(_ text: String) -> [UInt8] {
        Array("L".utf8) + big(Int64(text.utf8.count)) + Array(text.utf8)
    }
    switch document {
    case .null: return Array("Z".utf8)
    case .bool(let value): return Array((value ? "T" : "F").utf8)
    case .integer(let value): return Array("L".utf8) + big(value)
    case .real(let value): return Array("d".utf8) + big(Float(value).bitPattern)
    case .text(let value): return Array("S".utf8) + text(value)
    case .numbers(let numbers):
        guard let integers = numbers.integers else {
            return Array("[$d#L".utf8) + big(Int64(numbers.count))
                + numbers.floats.flatMap { big($0.bitPattern) }
        }
        return Array("[$l#L".utf8) + big(Int64(numbers.count))
            + integers.flatMap { big(Int32($0)) }
    case .array(let values):
        return Array("[#L".utf8) + big(Int64(values.count)) + values.flatMap(ubjson)
    case .object(let members):
        return Array("{".utf8)
            + members.sorted { $0.key < $1.key }.flatMap { text($0.key) + ubjson($0.value) }
            + Array("}".utf8)
    }
}
