/// The rows of leaf values of a forest, those that are alike put together: the pure leaves of a deep
/// forest are a handful of rows, which then lie in the first-level cache.
struct LeafRows {
    /// For each row of the forest's values the row that stands for it; nil where nearly all differ.
    private let unique: [Int32]?
    /// A row of the forest's values for each of those that remain.
    private let examples: [Int]

    init(_ forest: FlatForest) {
        let rows = forest.values.rows
        var numbers: [[UInt64]: Int32] = [:]
        var unique: [Int32] = []
        var examples: [Int] = []
        // A linear leaf is more than its row of values.
        guard forest.linear == nil else {
            self.unique = nil
            self.examples = Array(0..<rows)
            return
        }
        for row in 0..<rows {
            let bits = forest.values.row(row).map(\.bitPattern)
            if let known = numbers[bits] {
                unique.append(known)
            } else {
                // As many as are worth it: beyond, rows stand in the order of the trees.
                guard examples.count < Self.mostRows else {
                    self.unique = nil
                    self.examples = Array(0..<rows)
                    return
                }
                numbers[bits] = Int32(examples.count)
                unique.append(Int32(examples.count))
                examples.append(row)
            }
        }
        self.unique = unique
        self.examples = examples
    }

    private static let mostRows = 4_096

    /// The row of ``values(_:)`` of a leaf.
    func row(of leaf: Int, _ forest: FlatForest) -> Int {
        let row = Int(forest.nodes[leaf].left)
        return unique.map { Int($0[row]) } ?? row
    }

    /// Rows that remain x columns.
    func values(_ forest: FlatForest) -> [Double] {
        examples.flatMap { forest.values.row($0) }
    }
}
