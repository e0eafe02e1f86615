/// Rows of a block: its columns together stay in the first-level cache.
private let blockRows = 64
/// Rows whose answers are read side by side.
private let lanes = 8

/// Oblivious trees laid out level by level, for all that ranks do not cover.
///
/// A block is turned so that each column that a tree looks at lies in one piece, a NaN already
/// replaced by what it counts as; then a level is one comparison of eight rows with one border.
struct LevelTrees: Sendable {
    private let trees: [ObliviousTrees.Tree]
    /// Levels whose feature is a position in `columns`.
    private let levels: [ObliviousTrees.Level]
    /// The columns that levels look at, and what a NaN in them counts as.
    private let columns: [(source: Int, missing: Float)]
    private let values: [Double]
    private let features: Int
    private let outputs: Int

    init(_ trees: ObliviousTrees) {
        var positions: [Int: Int] = [:]
        var columns: [(source: Int, missing: Float)] = []
        levels = trees.levels.map { level in
            let position = positions[level.feature] ?? columns.count
            if position == columns.count {
                positions[level.feature] = position
                columns.append(
                    (level.feature, trees.missingAbove[level.feature] ? .infinity : .nan))
            }
            return ObliviousTrees.Level(feature: position, border: level.border)
        }
        self.columns = columns
        self.trees = trees.trees
        values = trees.values.values
        features = trees.features
        outputs = trees.outputs
    }

    /// Adds the leaves of rows to their sums, in tree order.
    ///
    /// - Precondition: `x` points at rows x features numbers, `sums` at rows x outputs.
    func add(_ x: UnsafePointer<Float>, rows: Int, to sums: UnsafeMutablePointer<Double>) {
        var image = [Float](repeating: 0, count: columns.count * blockRows)
        for first in stride(from: 0, to: rows, by: blockRows) {
            let count = min(blockRows, rows - first)
            turn(x + first * features, count, into: &image)
            add(image, count, to: sums + first * outputs)
        }
    }

    /// Columns x block rows; rows beyond the last keep what was there, and nobody reads their leaf.
    private func turn(_ x: UnsafePointer<Float>, _ rows: Int, into image: inout [Float]) {
        for (position, column) in columns.enumerated() {
            for row in 0..<rows {
                let value = x[row * features + column.source]
                image[position * blockRows + row] = value.isNaN ? column.missing : value
            }
        }
    }

    private func add(
        _ image: [Float], _ rows: Int, to scores: UnsafeMutablePointer<Double>
    ) {
        image.withUnsafeBufferPointer { image in
            levels.withUnsafeBufferPointer { levels in
                values.withUnsafeBufferPointer { values in
                    // Trees have leaves.
                    guard let values = values.baseAddress else { return }
                    // Trees that ask nothing have neither levels nor image: then nobody looks.
                    let block = ObliviousBlock(
                        image: image.baseAddress, levels: levels.baseAddress, values: values,
                        outputs: outputs)
                    block.add(trees, rows, to: scores)
                }
            }
        }
    }
}

/// What the loops read; the pointers live as long as the arrays they were taken from.
private struct ObliviousBlock {
    /// Columns x block rows.
    let image: UnsafePointer<Float>?
    let levels: UnsafePointer<ObliviousTrees.Level>?
    let values: UnsafePointer<Double>
    let outputs: Int

    /// - Precondition: `scores` holds rows x outputs; at most `blockRows` rows.
    func add(_ trees: [ObliviousTrees.Tree], _ rows: Int, to scores: UnsafeMutablePointer<Double>) {
        for tree in trees {
            var first = 0
            while first < rows {
                let leaves = leaves(of: tree, first)
                for lane in 0..<min(lanes, rows &- first) {
                    add(Int(leaves[lane]), to: scores + (first &+ lane) &* outputs)
                }
                first &+= lanes
            }
        }
    }

    /// Rows of `values` of eight rows from `first`, which lie inside the block: it is a multiple
    /// of eight rows long.
    @inline(__always)
    private func leaves(of tree: ObliviousTrees.Tree, _ first: Int) -> SIMD8<UInt32> {
        var number = SIMD8<UInt32>()
        guard let image, let levels else { return number &+ UInt32(tree.firstLeaf) }
        for index in 0..<tree.depth {
            // The check of the trees placed every level inside `levels`, and the preparation every
            // feature inside the image.
            let level = levels[tree.firstLevel &+ index]
            let start = level.feature &* blockRows &+ first
            let x = UnsafeRawPointer(image + start).loadUnaligned(as: SIMD8<Float>.self)
            number.replace(
                with: number | SIMD8(repeating: 1 << UInt32(index)), where: x .> level.border)
        }
        return number &+ UInt32(tree.firstLeaf)
    }

    /// - Precondition: `leaf` is a row of `values`: a tree has `2^depth` of them.
    @inline(__always)
    private func add(_ leaf: Int, to scores: UnsafeMutablePointer<Double>) {
        let leaf = values + leaf &* outputs
        for output in 0..<outputs { scores[output] += leaf[output] }
    }
}
