/// Rows, or trees, whose walks go side by side: their loads do not wait for one another.
private let lanes = 8
/// Steps after which a deep walk asks whether all lanes have arrived.
private let stepsBetweenLooks = 6

extension PackedNode {
    /// One step of a walk.
    ///
    /// - Precondition: `slot` is a node of `nodes`, whose feature lies inside `row` and whose set
    ///   inside `sets`. The packer made children, features and sets so, and a leaf leads to itself.
    @inline(__always)
    static func step(
        _ nodes: UnsafePointer<Self>, _ sets: UnsafePointer<UInt32>,
        _ row: UnsafePointer<Threshold>, _ slot: Int
    ) -> Int {
        let node = nodes[slot]
        return slot &+ node.toRight &- (node.leadsFirst(row[node.feature], sets) ? 1 : 0)
    }

    /// Eight walks, `depth` steps or until all have arrived.
    ///
    /// - Precondition: as `step`, for row k at `row + k * stride` and slot k.
    @inline(__always)
    static func walk(
        _ nodes: UnsafePointer<Self>, _ sets: UnsafePointer<UInt32>,
        _ row: UnsafePointer<Threshold>, stride: Int, from roots: SIMD8<Int>, depth: Int
    ) -> SIMD8<Int> {
        // Eight variables, not a vector: the steps are loads, which lanes would only take apart.
        var (a, b, c, d) = (roots[0], roots[1], roots[2], roots[3])
        var (e, f, g, h) = (roots[4], roots[5], roots[6], roots[7])
        var remaining = depth
        while remaining > 0 {
            for _ in 0..<min(remaining, stepsBetweenLooks) {
                a = step(nodes, sets, row, a)
                b = step(nodes, sets, row + stride, b)
                c = step(nodes, sets, row + 2 &* stride, c)
                d = step(nodes, sets, row + 3 &* stride, d)
                e = step(nodes, sets, row + 4 &* stride, e)
                f = step(nodes, sets, row + 5 &* stride, f)
                g = step(nodes, sets, row + 6 &* stride, g)
                h = step(nodes, sets, row + 7 &* stride, h)
            }
            remaining &-= stepsBetweenLooks
            if remaining > 0, areLeaves(nodes, a, b, c, d), areLeaves(nodes, e, f, g, h) { break }
        }
        return SIMD8(a, b, c, d, e, f, g, h)
    }

    @inline(__always)
    private static func areLeaves(
        _ nodes: UnsafePointer<Self>, _ a: Int, _ b: Int, _ c: Int, _ d: Int
    ) -> Bool {
        nodes[a].toRight | nodes[b].toRight | nodes[c].toRight | nodes[d].toRight == 0
    }

    /// One walk to its leaf.
    @inline(__always)
    static func walk(
        _ nodes: UnsafePointer<Self>, _ sets: UnsafePointer<UInt32>,
        _ row: UnsafePointer<Threshold>, from root: Int
    ) -> Int {
        var slot = root
        while nodes[slot].toRight > 0 { slot = step(nodes, sets, row, slot) }
        return slot
    }
}

/// What the loops below read; the pointers live as long as the arrays they were taken from.
struct ForestPointers<Node: PackedNode, Sum: Real> {
    let nodes: UnsafePointer<Node>
    let trees: UnsafeBufferPointer<PackedTree>
    let sets: UnsafePointer<UInt32>
    let values: UnsafePointer<Sum>
    let valueColumns: Int
    let outputs: Int
    let linear: UnsafePointer<PackedLeaves<Sum>>?

    /// Adds the leaf at `slot` to a row's scores.
    ///
    /// - Precondition: `slot` is a leaf of `tree`: its row lies inside `values` and the linear
    ///   leaves, as the forest's check found; `row` is its image, which begins with the features if
    ///   there are linear leaves; `scores` holds the row's outputs.
    @inline(__always)
    func add(
        _ slot: Int, of tree: PackedTree, _ row: UnsafePointer<Node.Threshold>,
        to scores: UnsafeMutablePointer<Sum>
    ) {
        let leafRow = tree.firstLeafRow &+ nodes[slot].leafRow
        if let linear, let value = linear.pointee.value(leafRow, row) {
            scores[tree.output] += value
            return
        }
        let leaf = values + leafRow &* valueColumns
        if valueColumns == 1 {
            scores[tree.output] += leaf[0]
        } else {
            for output in 0..<outputs { scores[output] += leaf[output] }
        }
    }

    /// One row through all trees, eight trees side by side.
    @inline(__always)
    func addRow(_ row: UnsafePointer<Node.Threshold>, to scores: UnsafeMutablePointer<Sum>) {
        var first = 0
        while first &+ lanes <= trees.count {
            var roots = SIMD8<Int>()
            var depth = 0
            for lane in 0..<lanes {
                roots[lane] = trees[first &+ lane].root
                depth = max(depth, trees[first &+ lane].depth)
            }
            let leaves = Node.walk(nodes, sets, row, stride: 0, from: roots, depth: depth)
            for lane in 0..<lanes { add(leaves[lane], of: trees[first &+ lane], row, to: scores) }
            first &+= lanes
        }
        for tree in first..<trees.count {
            let slot = Node.walk(nodes, sets, row, from: trees[tree].root)
            add(slot, of: trees[tree], row, to: scores)
        }
    }

    /// A block of rows through all trees: tree after tree, eight rows side by side.
    @inline(__always)
    func addBlock(
        _ image: UnsafePointer<Node.Threshold>, rows: Int, columns: Int,
        to scores: UnsafeMutablePointer<Sum>
    ) {
        for tree in trees {
            var first = 0
            let roots = SIMD8(repeating: tree.root)
            while first &+ lanes <= rows {
                let row = image + first &* columns
                let leaves = Node.walk(
                    nodes, sets, row, stride: columns, from: roots, depth: tree.depth)
                for lane in 0..<lanes {
                    add(
                        leaves[lane], of: tree, row + lane &* columns,
                        to: scores + (first &+ lane) &* outputs)
                }
                first &+= lanes
            }
            for row in first..<rows {
                let image = image + row &* columns
                let slot = Node.walk(nodes, sets, image, from: tree.root)
                add(slot, of: tree, image, to: scores + row &* outputs)
            }
        }
    }
}
