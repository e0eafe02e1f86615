/// Lays trees out one after the other, breadth-first, siblings side by side.
///
/// It keeps no recursion: a tree may be as deep as it has nodes.
struct TreePacker<Node: PackedNode> {
    let forest: FlatForest
    let images: RowImages
    let sets: PackedSets
    private(set) var nodes: [Node] = []
    private(set) var trees: [PackedTree] = []

    init(_ forest: FlatForest) {
        self.forest = forest
        images = RowImages(forest, readsRows: forest.linear != nil)
        sets = PackedSets(forest.sets)
        nodes.reserveCapacity(forest.nodes.count)
    }

    /// False where a node does not fit the layout.
    @specialized(where Node == NarrowNode)
    @specialized(where Node == WideNode)
    @specialized(where Node == SetNode)
    mutating func append(_ tree: Int) -> Bool {
        let order = breadthFirst(from: forest.roots[tree])
        var firstLeafRow = Int.max
        for index in order where forest.nodes[index].feature < 0 {
            firstLeafRow = min(firstLeafRow, Int(forest.nodes[index].left))
        }
        let root = nodes.count
        var nextPair = root + 1
        for index in order {
            guard let node = packed(index, slot: nodes.count, pair: nextPair, firstLeafRow) else {
                return false
            }
            if forest.nodes[index].feature >= 0 { nextPair += 2 }
            nodes.append(node)
        }
        trees.append(
            PackedTree(
                root: root, depth: depth(from: root), firstLeafRow: firstLeafRow,
                output: Int(forest.treeOutputs?[tree] ?? 0)))
        return true
    }

    /// The nodes of a tree, level by level; the child that `x < bound` leads to comes first.
    private func breadthFirst(from root: Int32) -> [Int] {
        var order = [Int(root)]
        var next = 0
        while next < order.count {
            let node = forest.nodes[order[next]]
            next += 1
            guard node.feature >= 0 else { continue }
            order.append(Int(node.isMirrored ? node.right : node.left))
            order.append(Int(node.isMirrored ? node.left : node.right))
        }
        return order
    }

    private func packed(_ index: Int, slot: Int, pair: Int, _ firstLeafRow: Int) -> Node? {
        let node = forest.nodes[index]
        guard node.feature >= 0 else {
            let row = Int(node.left) - firstLeafRow
            return row <= Node.largestLeafRow ? Node(leafRow: row) : nil
        }
        let feature = images.column(of: node)
        let distance = pair + 1 - slot
        guard feature <= Node.largestFeature, distance <= Node.largestDistance else { return nil }
        switch node.comparison {
        case .equal, .notEqual: return nil
        case .member: return member(node, feature: feature, toRight: distance)
        case .less, .lessOrEqual, .greater, .greaterOrEqual:
            guard node.threshold.isFinite else { return nil }
            let isStrict = node.comparison == .less || node.comparison == .greaterOrEqual
            let bound = Node.Threshold.bound(of: node.threshold, strict: isStrict)
            return Node(threshold: bound, feature: feature, toRight: distance)
        }
    }

    /// NaN is the only missing value of a branch of membership that the layout knows.
    private func member(_ node: FlatForest.Node, feature: Int, toRight: Int) -> Node? {
        guard node.missing == .goesLeft || node.missing == .goesRight,
            let set = node.set.map({ sets.heads[$0] })
        else { return nil }
        return Node(
            set: set, missingGoesFirst: node.missing == .goesLeft, feature: feature,
            toRight: toRight)
    }

    /// Steps to the deepest leaf of the tree whose nodes stand from `root` to the end.
    private func depth(from root: Int) -> Int {
        var depths = [Int32](repeating: 0, count: nodes.count - root)
        var deepest: Int32 = 0
        for slot in root..<nodes.count where nodes[slot].toRight > 0 {
            let right = slot + nodes[slot].toRight - root
            depths[right] = depths[slot - root] + 1
            depths[right - 1] = depths[right]
            deepest = max(deepest, depths[right])
        }
        return Int(deepest)
    }
}
