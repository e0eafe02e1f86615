import WeightFormat

/// All trees in flat arrays: a parent before its children, a leaf's number where the tree had it.
struct LightGBMForest {
    private let header: LightGBMHeader
    private var roots: [Int32] = []
    private var columns: [Int32] = []
    private var thresholds: [Double] = []
    private var left: [Int32] = []
    private var right: [Int32] = []
    private var isCategorical: [Bool] = []
    private var missing: [TreesStage.Missing] = []
    private var values: [Double] = []
    private var offsets: [Int64] = [0]
    private var words: [Int32] = []
    private var linear = LightGBMLinearLeaves()

    init(_ header: LightGBMHeader) { self.header = header }

    /// Trees of one score.
    var rounds: Int { roots.count / header.scores }

    private struct Pending {
        /// A branch, or a leaf below zero.
        var source: Int
        /// The branch that leads here; nil for the root.
        var parent: Int?
        var isLeft = true
    }

    mutating func add(_ tree: LightGBMTree) throws(ImportFault) {
        let firstSet = offsets.count - 1
        let firstLeaf = values.count
        roots.append(Int32(truncatingIfNeeded: columns.count))
        var seen = Array(repeating: false, count: tree.branches.count)
        var seenLeaves = Array(repeating: false, count: tree.values.count)
        var pending = [Pending(source: tree.branches.isEmpty ? -1 : 0)]
        while let next = pending.popLast() {
            let index = columns.count
            if let parent = next.parent { link(parent, next.isLeft, to: index) }
            guard next.source >= 0 else {
                let leaf = -1 - next.source
                guard !seenLeaves[leaf] else { throw Self.shared(tree) }
                seenLeaves[leaf] = true
                addLeaf(firstLeaf + leaf)
                continue
            }
            guard !seen[next.source] else { throw Self.shared(tree) }
            seen[next.source] = true
            let branch = tree.branches[next.source]
            addBranch(branch, firstSet: firstSet)
            pending.append(Pending(source: branch.right, parent: index, isLeft: false))
            pending.append(Pending(source: branch.left, parent: index))
        }
        guard !seen.contains(false) else {
            throw .contradiction(
                path: tree.place, reason: "has a branch that nothing leads to")
        }
        guard columns.count <= Int(Int32.max) else { throw .malformed(reason: "it is too large") }
        keep(tree)
    }

    /// Checks the number of trees; a model that was never trained answers zero.
    mutating func finish() throws(ImportFault) {
        guard !roots.isEmpty else {
            for _ in 0..<header.scores {
                roots.append(Int32(columns.count))
                addLeaf(values.count)
                values.append(0)
                linear.append(nil, value: 0)
            }
            return
        }
        guard roots.count % header.scores == 0 else {
            throw .malformed(
                reason: "it has \(roots.count) trees, no multiple of \(header.scores)")
        }
    }

    private static func shared(_ tree: LightGBMTree) -> ImportFault {
        .contradiction(path: tree.place, reason: "has branches that lead back or to one child")
    }

    private mutating func link(_ parent: Int, _ isLeft: Bool, to child: Int) {
        if isLeft {
            left[parent] = Int32(truncatingIfNeeded: child)
        } else {
            right[parent] = Int32(truncatingIfNeeded: child)
        }
    }

    private mutating func addBranch(_ branch: LightGBMTree.Branch, firstSet: Int) {
        columns.append(Int32(branch.feature))
        thresholds.append(branch.threshold + (branch.isCategorical ? Double(firstSet) : 0))
        left.append(0)
        right.append(0)
        isCategorical.append(branch.isCategorical)
        missing.append(branch.missing)
    }

    private mutating func addLeaf(_ row: Int) {
        columns.append(-1)
        thresholds.append(0)
        left.append(Int32(truncatingIfNeeded: row))
        right.append(0)
        isCategorical.append(false)
        missing.append(.goesRight)
    }

    private mutating func keep(_ tree: LightGBMTree) {
        values += tree.values
        for set in tree.sets {
            words += set
            offsets.append(Int64(words.count))
        }
        for (leaf, value) in tree.values.enumerated() {
            linear.append(tree.linear.isEmpty ? nil : tree.linear[leaf], value: value)
        }
    }
}

extension LightGBMForest {
    private var hasSets: Bool { isCategorical.contains(true) }

    var stage: TreesStage {
        TreesStage(
            roots: "trees.roots", features: "trees.features", thresholds: "trees.thresholds",
            left: "trees.left", right: "trees.right", comparison: .lessOrEqual,
            comparisons: hasSets ? "trees.comparisons" : nil, missingGoesLeft: "trees.missing",
            values: "trees.values", treeOutputs: "trees.outputs", outputs: header.scores,
            aggregate: .sum, accumulator: .float64, result: .float64,
            categories: hasSets
                ? TreesStage.Categories(
                    offsets: "trees.sets.offsets", words: "trees.sets.words",
                    rounding: .towardZero, outside: .right) : nil,
            linear: linear.stage)
    }

    var tensors: [String: TensorData] {
        var tensors: [String: TensorData] = [
            "trees.roots": .int32(roots), "trees.features": .int32(columns),
            "trees.thresholds": .float64(thresholds), "trees.left": .int32(left),
            "trees.right": .int32(right), "trees.missing": .uint8(missing.map(\.rawValue)),
            "trees.values": .float64(values),
            "trees.outputs": .int32(roots.indices.map { Int32($0 % header.scores) }),
        ]
        if hasSets {
            let codes = TreesStage.Comparison.codes
            let member = UInt8(codes.firstIndex(of: .member) ?? 0)
            tensors["trees.comparisons"] = .uint8(isCategorical.map { $0 ? member : 0 })
            tensors["trees.sets.offsets"] = .int64(offsets)
            tensors["trees.sets.words"] = .int32(words)
        }
        return tensors.merging(linear.tensors) { first, _ in first }
    }
}
