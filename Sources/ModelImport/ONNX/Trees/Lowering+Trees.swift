import WeightFormat

extension Lowering {
    /// Adds the stage of flat trees whose leaves add to `outputs` scores.
    mutating func trees(
        _ flat: FlatEnsemble, _ leaves: LeafTable, outputs: Int,
        aggregate: TreesStage.Aggregate = .sum, base: [Double]?, sets: [[Int]] = [],
        result: Precision = .float32
    ) {
        let branches = flat.features.indices.filter { flat.features[$0] >= 0 }
        let kinds = Set(branches.map { flat.comparisons[$0] })
        let codes = flat.comparisons.map { comparison in
            UInt8(TreesStage.Comparison.codes.firstIndex(of: comparison) ?? 0)
        }
        let shape = leaves.treeOutputs == nil ? [flat.leaves.count, outputs] : [flat.leaves.count]
        let stage = TreesStage(
            roots: keep(.int32(flat.roots), as: "roots"),
            features: keep(.int32(flat.features), as: "features"),
            thresholds: keep(flat.thresholds, as: "thresholds"),
            left: keep(.int32(flat.left), as: "left"), right: keep(.int32(flat.right), as: "right"),
            comparison: kinds.first ?? .lessOrEqual,
            comparisons: kinds.count > 1 ? keep(.uint8(codes), as: "comparisons") : nil,
            // Always: ONNX Runtime takes a missing value everywhere, and this says so.
            missingGoesLeft: keep(
                .uint8(flat.missingGoesLeft.map { $0 ? 1 : 0 }), as: "missing"),
            values: keep(leaves.values, shape: shape, as: "values"),
            treeOutputs: leaves.treeOutputs.map { keep(.int32($0), as: "outputs") },
            outputs: outputs, aggregate: aggregate, base: base.map { keep($0, as: "base") },
            accumulator: precision, result: result, categories: categories(sets))
        stages.append(.trees(stage))
        precision = result
    }

    /// Sets of categories as bits; a number is cut to a whole one, and beyond them is in none.
    private mutating func categories(_ sets: [[Int]]) -> TreesStage.Categories? {
        guard !sets.isEmpty else { return nil }
        var offsets: [Int64] = [0]
        var words: [Int32] = []
        for set in sets {
            var bits = [UInt32](repeating: 0, count: (set.max() ?? 0) / 32 + 1)
            for category in set { bits[category / 32] |= 1 << UInt32(category % 32) }
            words += bits.map { Int32(bitPattern: $0) }
            offsets.append(Int64(words.count))
        }
        return TreesStage.Categories(
            offsets: keep(.int64(offsets), as: "set-offsets"),
            words: keep(.int32(words), as: "set-words"), rounding: .towardZero, outside: .right)
    }

    /// The columns of the rows, which trees need and cannot tell.
    func knownColumns(_ node: Node) throws(ImportFault) -> Int {
        guard let columns else { throw node.unsupported("gets rows of unknown width") }
        return columns
    }
}
