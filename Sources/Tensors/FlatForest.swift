/// An ensemble of trees as flat arrays over the nodes of all trees, checked to be a forest.
///
/// Thresholds and leaves stand in double, which holds a float32 exactly.
public struct FlatForest: Sendable {
    public enum Aggregate: Sendable {
        case sum, average, min, max
        /// The sum begins with the base in place of zero, which rounds otherwise than adding it last.
        case sumFromBase
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
    /// Added to the aggregate, or begins the sum, output by output.
    public let base: [Double]?
    /// The sets that branches of membership ask for.
    public let sets: CategorySets?
    /// Linear functions in place of `values`, which then stand in where a feature is missing.
    public let linear: LinearLeaves?

    public init(
        features: Int, roots: [Int32], nodes: [Node], values: Matrix<Double>,
        treeOutputs: [Int32]? = nil, outputs: Int, aggregate: Aggregate = .sum,
        base: [Double]? = nil, sets: CategorySets? = nil, linear: LinearLeaves? = nil
    ) throws(ForestError) {
        self.features = features
        self.roots = roots
        self.nodes = nodes
        self.values = values
        self.treeOutputs = treeOutputs
        self.outputs = outputs
        self.aggregate = aggregate
        self.base = base
        self.sets = sets
        self.linear = linear
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
    /// A branch asks for a set that is not there.
    case set(node: Int)
    /// Sets whose words do not add up.
    case sets
    /// Linear leaves that do not add up.
    case linear
}
