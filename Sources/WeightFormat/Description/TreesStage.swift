/// An ensemble of binary trees in flat arrays over all nodes of all trees.
///
/// A node whose `feature` is -1 is a leaf. A child's index is always greater than its parent's, so a
/// walk ends. Where a branch's comparison is true the walk goes left.
public struct TreesStage: Codable, Equatable, Sendable {
    /// Tensor [trees] of I32: index of each tree's root node.
    public var roots: String
    /// Tensor [nodes] of I32: the feature a branch looks at; -1 in a leaf.
    public var features: String
    /// Tensor [nodes] of F32 or F64: unused in a leaf; in a branch `in` the number of its set.
    public var thresholds: String
    /// Tensor [nodes] of I32: left child; in a leaf the row of `values`.
    public var left: String
    /// Tensor [nodes] of I32: right child; unused in a leaf.
    public var right: String
    /// One comparison for all branches, or one by node through `comparisons`.
    public var comparison: Comparison
    /// Tensor [nodes] of U8: index into ``Comparison/codes``; overrides `comparison`.
    public var comparisons: String?
    /// Tensor [nodes] of U8: ``Missing`` by its raw value. Without it a NaN goes where its
    /// comparison, which is false (true for `!=`), leads.
    public var missingGoesLeft: String?
    /// Tensor [leaves, outputs] of F32 or F64; [leaves] together with `treeOutputs`.
    public var values: String
    /// Tensor [trees] of I32: the one output that each tree adds to.
    public var treeOutputs: String?
    /// Number of scores.
    public var outputs: Int
    public var aggregate: Aggregate
    /// Tensor [outputs]: added to the aggregate.
    public var base: String?
    /// The width in which leaves are summed; the score is rounded to `result`.
    public var accumulator: Precision
    public var result: Precision
    /// With branches `in`: their sets.
    public var categories: Categories?
    /// Linear functions in place of `values`; with one output a tree.
    public var linear: Linear?

    enum CodingKeys: String, CodingKey {
        case roots, features, thresholds, left, right, comparison, comparisons, values, outputs
        case aggregate, base, accumulator, result, categories, linear
        case missingGoesLeft = "missing-goes-left"
        case treeOutputs = "tree-outputs"
    }

    public init(
        roots: String, features: String, thresholds: String, left: String, right: String,
        comparison: Comparison, comparisons: String? = nil, missingGoesLeft: String? = nil,
        values: String, treeOutputs: String? = nil, outputs: Int, aggregate: Aggregate,
        base: String? = nil, accumulator: Precision, result: Precision,
        categories: Categories? = nil, linear: Linear? = nil
    ) {
        self.roots = roots
        self.features = features
        self.thresholds = thresholds
        self.left = left
        self.right = right
        self.comparison = comparison
        self.comparisons = comparisons
        self.missingGoesLeft = missingGoesLeft
        self.values = values
        self.treeOutputs = treeOutputs
        self.outputs = outputs
        self.aggregate = aggregate
        self.base = base
        self.accumulator = accumulator
        self.result = result
        self.categories = categories
        self.linear = linear
    }
}
