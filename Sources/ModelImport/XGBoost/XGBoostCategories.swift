import WeightFormat

/// The categories by which some nodes of a tree split: lists, one after another, and where each
/// node's begins.
struct XGBoostNodeCategories {
    private var ranges: [Int: Range<Int>] = [:]
    private let categories: [Int]

    /// nil for a tree without such splits; files before 1.3 know none.
    init?(_ tree: DocumentCursor, nodes: Int) throws(ImportFault) {
        guard let types = try tree.optional("split_type")?.integers(nodes, in: 0...1),
            types.contains(1)
        else { return nil }
        categories = try tree.member("categories").integers(in: 0...(1 << 24))
        let starts = try tree.member("categories_segments").integers(in: 0...categories.count)
        let sizes = try tree.member("categories_sizes").integers(
            starts.count, in: 0...categories.count)
        let owners = try tree.member("categories_nodes").integers(starts.count, in: 0...nodes - 1)
        for (index, node) in owners.enumerated() {
            let end = starts[index] + sizes[index]
            guard end <= categories.count, types[node] == 1 else {
                throw tree.contradiction("has categories of node \(node) that are not there")
            }
            ranges[node] = starts[index]..<end
        }
        for (node, type) in types.enumerated() where type == 1 && ranges[node] == nil {
            throw tree.contradiction("has node \(node), which splits by categories but has none")
        }
    }

    /// The categories of a node that go right; nil where it splits by its condition.
    subscript(node: Int) -> ArraySlice<Int>? { ranges[node].map { categories[$0] } }
}

/// The sets of categories that go left, as the weight file has them: the listed ones go right, all
/// others left. Equal lists share a set.
struct XGBoostSets {
    private(set) var offsets: [Int64] = [0]
    private(set) var words: [Int32] = []
    private var known: [ArraySlice<Int>: Int] = [:]
    private var listed = 0

    /// The number of the set, as a threshold. Throws where lists of a few far categories would make
    /// sets out of proportion to the file.
    mutating func append(goingRight categories: ArraySlice<Int>) throws(ImportFault) -> Float {
        if let set = known[categories] { return Float(set) }
        let set = offsets.count - 1
        listed += categories.count
        let size = (categories.max() ?? -1) / 32 + 1
        guard categories.isEmpty || words.count + size <= 64 * listed + ImportLimits.expansion,
            set < 1 << 24
        else {
            throw .unsupported(
                place: "the trees", reason: "split by categories with too large numbers")
        }
        if !categories.isEmpty {
            var bits = [UInt32](repeating: .max, count: size)
            for category in categories { bits[category / 32] &= ~(1 << UInt32(category % 32)) }
            words.append(contentsOf: bits.map { Int32(bitPattern: $0) })
        }
        offsets.append(Int64(words.count))
        known[categories] = set
        return Float(set)
    }
}
