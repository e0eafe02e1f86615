/// Oblivious trees as the file has them, checked: all nodes of one level ask one question.
public struct ObliviousTrees: Sendable {
    public struct Tree: Equatable, Sendable {
        public let depth: Int
        /// Position of its first level.
        public let firstLevel: Int
        /// Row of its first leaf.
        public let firstLeaf: Int
    }
    /// `x[feature] > border`.
    public struct Level: Equatable, Sendable {
        public let feature: Int
        public let border: Float

        public init(feature: Int, border: Float) {
            self.feature = feature
            self.border = border
        }
    }

    public let features: Int
    public let trees: [Tree]
    public let levels: [Level]
    /// Where a NaN counts as infinity, column by column.
    public let missingAbove: [Bool]
    /// Leaves x outputs.
    public let values: Matrix<Double>
    public let scale: Double
    /// Added last, output by output.
    public let bias: [Double]
    public var outputs: Int { values.columns }

    public init(
        missingAbove: [Bool], depths: [Int], levels: [Level], values: Matrix<Double>,
        scale: Double = 1, bias: [Double]
    ) throws(ObliviousError) {
        features = missingAbove.count
        self.missingAbove = missingAbove
        self.levels = levels
        self.values = values
        self.scale = scale
        self.bias = bias
        trees = try Self.trees(depths, levels: levels.count, leaves: values.rows)
        guard bias.count == values.columns else { throw .bias(found: bias.count) }
        for (index, level) in levels.enumerated()
        where level.feature < 0 || level.feature >= features {
            throw .feature(level: index, found: level.feature)
        }
    }

    private static func trees(
        _ depths: [Int], levels: Int, leaves: Int
    ) throws(ObliviousError) -> [Tree] {
        var trees: [Tree] = []
        var (level, leaf) = (0, 0)
        for depth in depths {
            guard (0...30).contains(depth), depth <= levels - level, 1 << depth <= leaves - leaf
            else { throw .depth(tree: trees.count, found: depth) }
            trees.append(Tree(depth: depth, firstLevel: level, firstLeaf: leaf))
            level += depth
            leaf += 1 << depth
        }
        guard level == levels, leaf == leaves else {
            throw .depth(tree: trees.count, found: levels - level)
        }
        return trees
    }
}

/// What keeps arrays from being oblivious trees.
public enum ObliviousError: Error, Equatable, Sendable {
    case depth(tree: Int, found: Int)
    case feature(level: Int, found: Int)
    case bias(found: Int)
}
