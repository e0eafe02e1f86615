import Tensors
import WeightFormat

/// The tensors of a tree stage's categories and linear leaves, read where it has them.
struct TreeParts {
    private var categories: (offsets: [Int64], words: [Int32], stage: TreesStage.Categories)?
    private var linear:
        (constants: [Double], offsets: [Int64], features: [Int32], coefficients: [Double])?

    init(_ stage: TreesStage, _ file: WeightFile) throws(WeightError) {
        if let stage = stage.categories {
            categories = (
                try file.tensor(stage.offsets).int64(), try file.tensor(stage.words).int32(), stage
            )
        }
        if let stage = stage.linear {
            linear = (
                try file.doubles(stage.constants), try file.tensor(stage.offsets).int64(),
                try file.tensor(stage.features).int32(), try file.doubles(stage.coefficients)
            )
        }
    }

    func sets() throws(ForestError) -> CategorySets? {
        guard let categories else { return nil }
        return try CategorySets(
            offsets: categories.offsets.map { Int($0) },
            words: categories.words.map { UInt32(bitPattern: $0) },
            rounding: categories.stage.rounding.flat,
            outsideGoesLeft: categories.stage.outside == .left)
    }

    func leaves() throws(ForestError) -> LinearLeaves? {
        guard let linear else { return nil }
        return try LinearLeaves(
            constants: linear.constants, offsets: linear.offsets.map { Int($0) },
            features: linear.features, coefficients: linear.coefficients)
    }
}

extension TreesStage.Categories.Rounding {
    fileprivate var flat: CategorySets.Rounding {
        switch self {
        case .towardZero: .towardZero
        case .down: .down
        case .exact: .exact
        }
    }
}
