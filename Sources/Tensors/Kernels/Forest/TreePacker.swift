import KernelLayouts

/// Lays trees out one after the other, siblings side by side, and parents before their children: as
/// many generations as there is room for in a cache line, then the same from each of the youngest.
///
/// It keeps no recursion: a tree may be as deep as it has nodes.
struct TreePacker<Node: PackedNode> {
    /// Nodes that share a cache line.
    private static var lineNodes: Int { max(2, 64 / MemoryLayout<Node>.stride) }

    let forest: FlatForest
    let images: RowImages
    let sets: PackedSets
    let leaves: LeafRows
    private(set) var nodes: [Node] = []
    private(set) var trees: [PackedTree] = []

    init(_ forest: FlatForest) {
        self.forest = forest
        images = RowImages(forest, readsRows: forest.linear != nil)
        sets = PackedSets(forest.sets)
        leaves = LeafRows(forest)
        nodes.reserveCapacity(forest.nodes.count)
    }

    /// False where a node does not fit the layout.
    @specialized(where Node == WalkNode)
    @specialized(where Node == WideNode)
    @specialized(where Node == SetNode)
    mutating func append(_ tree: Int) -> Bool {
        let order = order(from: Int(forest.roots[tree]))
        var firstLeafRow = Int.max
        for place in order.places where forest.nodes[place.node].feature < 0 {
            firstLeafRow = min(firstLeafRow, leaves.row(of: place.node, forest))
        }
        // A tree begins at the start of a cache line.
        let root = (nodes.count + Self.lineNodes - 1) / Self.lineNodes * Self.lineNodes
        let unused = Node(leafRow: 0)
        nodes.append(
            contentsOf: repeatElement(unused, count: root + order.slots - nodes.count))
        for place in order.places {
            guard let node = packed(place, firstLeafRow) else { return false }
            nodes[root + place.slot] = node
        }
        trees.append(
            PackedTree(
                root: root, depth: depth(from: root), firstLeafRow: firstLeafRow,
                output: Int(forest.treeOutputs?[tree] ?? 0)))
        return true
    }

    /// Where a node stands in its tree, and its children, of which the one that `x < bound` leads to
    /// comes first.
    private struct Place {
        let node: Int
        let slot: Int
        var children = 0
    }

    private func order(from root: Int) -> (places: [Place], slots: Int) {
        var places: [Place] = []
        // The root has no sibling.
        var next = 2
        var waiting = [Place(node: root, slot: 0)]
        while let top = waiting.popLast() {
            var line = [top]
            var index = 0
            var room = (Self.lineNodes - next % Self.lineNodes) / 2
            while index < line.count {
                var place = line[index]
                index += 1
                let node = forest.nodes[place.node]
                guard node.feature >= 0 else {
                    places.append(place)
                    continue
                }
                guard room > 0 else {
                    waiting.append(place)
                    continue
                }
                room -= 1
                place.children = next
                next += 2
                places.append(place)
                let first = Int(node.isMirrored ? node.right : node.left)
                let second = Int(node.isMirrored ? node.left : node.right)
                line.append(Place(node: first, slot: place.children))
                line.append(Place(node: second, slot: place.children + 1))
            }
        }
        return (places, next)
    }

    private func packed(_ place: Place, _ firstLeafRow: Int) -> Node? {
        let node = forest.nodes[place.node]
        guard node.feature >= 0 else {
            let row = leaves.row(of: place.node, forest) - firstLeafRow
            return row <= Node.largestLeafRow ? Node(leafRow: row) : nil
        }
        let feature = images.column(of: node)
        let distance = place.children + 1 - place.slot
        guard feature <= Node.largestFeature, distance <= Node.largestDistance else { return nil }
        if node.comparison == .member { return member(node, feature: feature, toRight: distance) }
        return node.bound(as: Node.Threshold.self).map {
            Node(threshold: $0, feature: feature, toRight: distance)
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
