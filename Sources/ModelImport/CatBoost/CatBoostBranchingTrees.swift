/// Trees whose nodes ask each its own question (CatBoost's depthwise and lossguide growing), in flat
/// arrays: a parent before its children.
struct CatBoostBranchingTrees {
    /// A branch or, without a question, a leaf.
    struct Node {
        var question: CatBoostQuestion?
        /// Left child; in a leaf the row of `values`.
        var left: Int32 = 0
        var right: Int32 = 0
    }

    private(set) var roots: [Int32] = []
    private(set) var nodes: [Node] = []
    /// Leaves x outputs.
    private(set) var values: [Double] = []
    private(set) var outputs = 0

    init(_ trees: DocumentCursor, _ columns: CatBoostColumns) throws(ImportFault) {
        let trees = try trees.elements()
        guard !trees.isEmpty else { throw .malformed(reason: "it has no trees") }
        for tree in trees { try add(tree, columns) }
    }

    private struct Pending {
        var cursor: DocumentCursor
        /// The branch that leads here; nil for a root.
        var parent: Int?
        var isLeft = true
    }

    private mutating func add(
        _ tree: DocumentCursor, _ columns: CatBoostColumns
    ) throws(ImportFault) {
        roots.append(Int32(nodes.count))
        var pending = [Pending(cursor: tree)]
        while let next = pending.popLast() {
            let index = nodes.count
            if let parent = next.parent { link(parent, next.isLeft, to: index) }
            if let value = try next.cursor.optional("value") {
                try addLeaf(value)
                continue
            }
            nodes.append(Node(question: try columns.question(next.cursor.member("split"))))
            for (side, isLeft) in [("right", false), ("left", true)] {
                let child = try next.cursor.member(side)
                pending.append(Pending(cursor: child, parent: index, isLeft: isLeft))
            }
        }
    }

    private mutating func link(_ parent: Int, _ isLeft: Bool, to child: Int) {
        if isLeft {
            nodes[parent].left = Int32(child)
        } else {
            nodes[parent].right = Int32(child)
        }
    }

    /// A leaf's value is a number, or an array of them.
    private mutating func addLeaf(_ value: DocumentCursor) throws(ImportFault) {
        let numbers: [Double]
        switch value.value {
        case .numbers: numbers = try value.doubles()
        case .null, .bool, .integer, .real, .text, .array, .object: numbers = [try value.real()]
        }
        guard !numbers.isEmpty, outputs == 0 || numbers.count == outputs else {
            throw value.contradiction("has \(numbers.count) values, another leaf \(outputs)")
        }
        outputs = numbers.count
        nodes.append(Node(left: Int32(values.count / outputs)))
        values += numbers
    }
}
