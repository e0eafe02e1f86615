/// One tree's arrays, each as long as there are nodes.
struct XGBoostTree {
    struct Branch {
        var feature: Int
        var condition: Float
        var defaultsLeft: Bool
        var left: Int
        var right: Int
        /// Categories that go right; nil where the condition decides.
        var categories: ArraySlice<Int>?
    }

    /// Numbers in a leaf.
    let size: Int
    let count: Int
    private let cursor: DocumentCursor
    private let left: [Int]
    /// In a leaf of a vector its row of `vectors`.
    private let right: [Int]
    private let features: [Int]
    private let conditions: [Float]
    private let defaultsLeft: [Bool]
    private let categories: XGBoostNodeCategories?
    /// Leaves x size (since 3.2) or, where `vectorsAreByNode`, nodes x size; empty where a leaf is a
    /// number.
    private let vectors: [Float]
    private let vectorsAreByNode: Bool

    init(_ cursor: DocumentCursor) throws(ImportFault) {
        self.cursor = cursor
        let parameters = try cursor.member("tree_param")
        count = try parameters.member("num_nodes").decimal(in: 1...Int(Int32.max))
        size = max(
            try parameters.optional("size_leaf_vector")?.decimal(in: 0...Int(Int32.max)) ?? 1, 1)
        left = try cursor.member("left_children").integers(count, in: -1...count - 1)
        right = try cursor.member("right_children").integers(count, in: -1...count - 1)
        features = try cursor.member("split_indices").integers(count)
        conditions = try cursor.member("split_conditions").floats(count)
        defaultsLeft = try cursor.member("default_left").flags(count)
        categories = try XGBoostNodeCategories(cursor, nodes: count)
        let leaves = try cursor.optional("leaf_weights")?.floats() ?? []
        vectorsAreByNode = leaves.isEmpty
        guard size > 1 else {
            vectors = []
            return
        }
        let weights = try cursor.member("base_weights")
        vectors = leaves.isEmpty ? try weights.floats() : leaves
        guard vectors.count % size == 0, !leaves.isEmpty || vectors.count / size == count else {
            throw weights.contradiction("has \(vectors.count) numbers for leaves of \(size)")
        }
    }

    /// The branch at a node; nil for a leaf.
    func branch(_ node: Int, columns: Int) throws(ImportFault) -> Branch? {
        guard left[node] != -1 else {
            guard right[node] == -1 || size > 1 else { throw fault("has one child", node) }
            return nil
        }
        guard right[node] != -1 else { throw fault("has one child", node) }
        guard (0..<columns).contains(features[node]) else {
            throw fault("looks at feature \(features[node]) of \(columns)", node)
        }
        return Branch(
            feature: features[node], condition: conditions[node],
            defaultsLeft: defaultsLeft[node], left: left[node], right: right[node],
            categories: categories?[node])
    }

    /// The numbers of a leaf.
    func leaf(_ node: Int) throws(ImportFault) -> ArraySlice<Float> {
        guard size > 1 else { return conditions[node...node] }
        let row = vectorsAreByNode ? node : right[node]
        guard row >= 0, row < vectors.count / size else {
            throw fault("is leaf \(row) of \(vectors.count / size)", node)
        }
        return vectors[row * size..<(row + 1) * size]
    }

    func fault(_ reason: String, _ node: Int) -> ImportFault {
        cursor.contradiction("has node \(node), which \(reason)")
    }
}

extension DocumentCursor {
    /// Truths, which XGBoost writes as 0 and 1 or (before 1.6) as `false` and `true`.
    fileprivate func flags(_ count: Int) throws(ImportFault) -> [Bool] {
        guard case .array(let values) = value else {
            return try integers(count, in: 0...1).map { $0 == 1 }
        }
        guard values.count == count else {
            throw contradiction("has \(values.count) truths where \(count) are due")
        }
        return try elements().map { (element) throws(ImportFault) in try element.bool() }
    }
}
