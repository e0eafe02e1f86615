/// An ensemble of trees as flat arrays over the nodes of all trees, checked to be a forest.
///
/// Thresholds and leaves stand in double, which holds a float32 exactly.
public struct FlatForest: Sendable {
    public enum Comparison: UInt8, CaseIterable, Sendable {
        case lessOrEqual, less, greaterOrEqual, greater, equal, notEqual
    }
    public enum Aggregate: Sendable { case sum, average, min, max }

    /// A branch or, with `feature` -1, a leaf.
    public struct Node: Sendable {
        public var feature: Int32
        /// Left child; in a leaf the row of `values`.
        public var left: Int32
        public var right: Int32
        public var comparison: Comparison
        /// Where a missing value goes, or where its comparison leads if the trees do not say.
        public var missingGoesLeft: Bool
        public var threshold: Double

        /// Without `missingGoesLeft` a NaN goes where its comparison leads: right, but for `!=`.
        public init(
            feature: Int32, left: Int32, right: Int32, comparison: Comparison,
            missingGoesLeft: Bool?, threshold: Double
        ) {
            self.feature = feature
            self.left = left
            self.right = right
            self.comparison = comparison
            self.missingGoesLeft = missingGoesLeft ?? (comparison == .notEqual)
            self.threshold = threshold
        }
    }

    public let features: Int
    public let roots: [Int32]
    public let nodes: [Node]
    /// Leaves x outputs; one column together with `treeOutputs`.
    public let values: Matrix<Double>
    /// The one output that each tree adds to.
    public let treeOutputs: [Int32]?
    public let outputs: Int
    public let aggregate: Aggregate
    /// Added to the aggregate, output by output.
    public let base: [Double]?

    public init(
        features: Int, roots: [Int32], nodes: [Node], values: Matrix<Double>,
        treeOutputs: [Int32]? = nil, outputs: Int, aggregate: Aggregate = .sum,
        base: [Double]? = nil
    ) throws(ForestError) {
        self.features = features
        self.roots = roots
        self.nodes = nodes
        self.values = values
        self.treeOutputs = treeOutputs
        self.outputs = outputs
        self.aggregate = aggregate
        self.base = base
        try check()
    }
}

/// What keeps arrays from being a forest.
public enum ForestError: Error, Equatable {
    case sides
    case feature(node: Int, found: Int)
    case child(node: Int, found: Int)
    /// A node with two parents, or a root that is a child.
    case shared(node: Int)
    case leaf(node: Int, found: Int)
    case output(tree: Int, found: Int)
}

extension FlatForest {
    /// Indices inside their arrays, children after their parents, and one parent a node: so a walk
    /// ends, and a copy of the trees is no larger than they are.
    private func check() throws(ForestError) {
        guard values.columns == (treeOutputs == nil ? outputs : 1), outputs > 0,
            base.map({ $0.count == outputs }) ?? true,
            treeOutputs.map({ $0.count == roots.count }) ?? true
        else { throw .sides }
        for (tree, output) in (treeOutputs ?? []).enumerated()
        where output < 0 || output >= outputs {
            throw .output(tree: tree, found: Int(output))
        }
        var seen = [Bool](repeating: false, count: nodes.count)
        for root in roots { try claim(root, parent: -1, &seen) }
        for (index, node) in nodes.enumerated() {
            if node.feature == -1 {
                guard node.left >= 0, node.left < values.rows else {
                    throw .leaf(node: index, found: Int(node.left))
                }
                continue
            }
            guard node.feature >= 0, node.feature < features else {
                throw .feature(node: index, found: Int(node.feature))
            }
            try claim(node.left, parent: index, &seen)
            try claim(node.right, parent: index, &seen)
        }
    }

    private func claim(_ child: Int32, parent: Int, _ seen: inout [Bool]) throws(ForestError) {
        guard child > parent, child < nodes.count else {
            throw .child(node: parent, found: Int(child))
        }
        guard !seen[Int(child)] else { throw .shared(node: Int(child)) }
        seen[Int(child)] = true
    }
}
