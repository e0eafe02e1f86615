public import KernelLayouts

/// Steps between looks whether all walks have arrived.
private let stepsBetweenLooks: Int32 = 4

/// One step of each walk, and whether any moved.
///
/// - Precondition: every slot is a node's whose feature lies inside its row.
@inline(__always)
private func step(
    _ nodes: UnsafePointer<WalkNode>, _ x: UnsafePointer<Float>, stride: Int, _ count: Int,
    _ slots: UnsafeMutablePointer<Int32>
) -> Int32 {
    var moved: Int32 = 0
    for walk in 0..<count {
        let slot = slots[walk]
        let node = nodes[Int(slot)]
        let value = x[walk &* stride &+ node.feature]
        let distance = Int32(truncatingIfNeeded: node.toRight)
        slots[walk] = slot &+ distance &- (value < node.threshold ? 1 : 0)
        moved |= distance
    }
    return moved
}

@inline(__always)
private func walk(
    _ nodes: UnsafePointer<WalkNode>, _ x: UnsafePointer<Float>, stride: Int, _ count: Int,
    depth: Int32, _ slots: UnsafeMutablePointer<Int32>
) {
    var remaining = depth
    while remaining > 0 {
        var moved: Int32 = 0
        for _ in 0..<min(remaining, stepsBetweenLooks) {
            moved = step(nodes, x, stride: stride, count, slots)
        }
        if moved == 0 { break }
        remaining &-= stepsBetweenLooks
    }
}

/// Rows through one tree: the slots of their leaves.
///
/// - Precondition: `x` points at rows x `stride` numbers, `slots` has room for the rows, of which
///   there are at most ``walksAtOnce``.
public func walkRows(
    _ nodes: UnsafePointer<WalkNode>, _ tree: WalkTree, _ x: UnsafePointer<Float>, stride: Int,
    rows: Int, into slots: UnsafeMutablePointer<Int32>
) {
    for row in 0..<rows { slots[row] = tree.root }
    if rows == walksAtOnce {
        walk(nodes, x, stride: stride, walksAtOnce, depth: tree.depth, slots)
    } else {
        walk(nodes, x, stride: stride, rows, depth: tree.depth, slots)
    }
}

/// One row through as many trees: the slots of its leaves.
public func walkTrees(
    _ nodes: UnsafePointer<WalkNode>, _ trees: UnsafePointer<WalkTree>, count: Int,
    _ x: UnsafePointer<Float>, into slots: UnsafeMutablePointer<Int32>
) {
    var depth: Int32 = 0
    for index in 0..<count {
        slots[index] = trees[index].root
        depth = max(depth, trees[index].depth)
    }
    if count == walksAtOnce {
        walk(nodes, x, stride: 0, walksAtOnce, depth: depth, slots)
    } else {
        walk(nodes, x, stride: 0, count, depth: depth, slots)
    }
}
