import Tensors
import WeightFormat

/// The tensors that every tree stage has, read.
struct TreeArrays {
    private let roots: [Int32]
    private let nodes: [FlatForest.Node]
    private let values: [Double]
    private let treeOutputs: [Int32]?
    private let base: [Double]?

    init(_ stage: TreesStage, _ file: WeightFile) throws(WeightError) {
        roots = try file.tensor(stage.roots).int32()
        values = try file.doubles(stage.values)
        nodes = try Self.nodes(stage, file)
        if let name = stage.treeOutputs {
            treeOutputs = try file.tensor(name).int32()
        } else {
            treeOutputs = nil
        }
        if let name = stage.base { base = try file.doubles(name) } else { base = nil }
    }

    private static func nodes(
        _ stage: TreesStage, _ file: WeightFile
    ) throws(WeightError) -> [FlatForest.Node] {
        let features = try file.tensor(stage.features).int32()
        let left = try file.tensor(stage.left).int32()
        let right = try file.tensor(stage.right).int32()
        let thresholds = try file.doubles(stage.thresholds)
        let comparisons = try bytes(stage.comparisons, file)
        let missing = try bytes(stage.missingGoesLeft, file)
        return features.indices.map { index in
            FlatForest.Node(
                feature: features[index], left: left[index], right: right[index],
                comparison: comparisons.flatMap { FlatForest.Comparison(rawValue: $0[index]) }
                    ?? stage.comparison.flat,
                missing: missing.flatMap { FlatForest.Missing(rawValue: $0[index]) },
                threshold: thresholds[index])
        }
    }

    private static func bytes(
        _ name: String?, _ file: WeightFile
    ) throws(WeightError) -> [UInt8]? {
        guard let name else { return nil }
        return try file.tensor(name).uint8()
    }

    func forest(
        _ stage: TreesStage, features: Int, sets: CategorySets?, linear: LinearLeaves?
    ) throws(ForestError) -> FlatForest {
        let columns = treeOutputs == nil ? stage.outputs : 1
        return try FlatForest(
            features: features, roots: roots, nodes: nodes,
            values: Matrix(rows: values.count / columns, columns: columns, values: values),
            treeOutputs: treeOutputs, outputs: stage.outputs, aggregate: stage.aggregate.flat,
            base: base, sets: sets, linear: linear)
    }
}

extension TreesStage.Comparison {
    /// The same comparison, whose raw value is also its code in the tensor `comparisons`.
    fileprivate var flat: FlatForest.Comparison {
        switch self {
        case .lessOrEqual: .lessOrEqual
        case .less: .less
        case .greaterOrEqual: .greaterOrEqual
        case .greater: .greater
        case .equal: .equal
        case .notEqual: .notEqual
        case .member: .member
        }
    }
}

extension TreesStage.Aggregate {
    fileprivate var flat: FlatForest.Aggregate {
        switch self {
        case .sum: .sum
        case .average: .average
        case .min: .min
        case .max: .max
        case .sumFromBase: .sumFromBase
        }
    }
}
