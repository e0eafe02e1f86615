extension StageCheck {
    /// The codes of comparisons and of missing values, and the sets that branches ask for.
    func checkCodes(_ stage: TreesStage, _ forest: ForestCheck) throws(WeightFault) {
        let nodes = forest.nodes
        let known = TreesStage.Comparison.codes
        let member = UInt8(known.count - 1)
        var isMember = [Bool](repeating: stage.comparison == .member, count: nodes)
        if let name = stage.comparisons {
            let codes = try numbers(try tensor(name, [nodes], [.uint8]).uint8)
            guard codes.allSatisfy({ Int($0) < known.count }) else {
                throw fault("has a comparison code beyond \(known.count - 1)")
            }
            isMember = codes.map { $0 == member }
        }
        let members = (0..<nodes).filter { forest.features[$0] >= 0 && isMember[$0] }
        if let name = stage.missingGoesLeft {
            try checkMissing(numbers(try tensor(name, [nodes], [.uint8]).uint8), members)
        }
        let sets = try stage.categories.map(check) ?? 0
        try checkSets(of: members, stage, sets: sets)
    }

    private func checkMissing(_ codes: [UInt8], _ members: [Int]) throws(WeightFault) {
        guard codes.allSatisfy({ TreesStage.Missing(rawValue: $0) != nil }) else {
            let largest = TreesStage.Missing.allCases.count - 1
            throw fault("has a code of missing values beyond \(largest)")
        }
        guard members.allSatisfy({ codes[$0] < 2 }) else {
            throw fault("has a branch of categories to which zero is missing")
        }
    }

    /// How many sets there are.
    private func check(_ categories: TreesStage.Categories) throws(WeightFault) -> Int {
        let words = try tensor(categories.words, [.int32])
        try tensor(categories.words, [words.count], [.int32])
        let offsets = try offsets(categories.offsets, end: words.count)
        let isBounded = zip(offsets, offsets.dropFirst()).allSatisfy {
            $1 - $0 <= Limits.categoryWords
        }
        guard isBounded else {
            throw fault("has a set of more than \(Limits.categoryWords) words")
        }
        return offsets.count - 1
    }

    /// Offsets that start at 0, never fall and end at `end`.
    private func offsets(_ name: String, end: Int) throws(WeightFault) -> [Int64] {
        let tensor = try tensor(name, [.int64])
        try self.tensor(name, [tensor.count], [.int64])
        let offsets = try numbers(tensor.int64)
        guard offsets.first == 0, offsets.last == Int64(end),
            zip(offsets, offsets.dropFirst()).allSatisfy({ $0 <= $1 })
        else { throw fault("has offsets '\(name)' that do not lead from 0 to \(end)") }
        return offsets
    }

    private func checkSets(
        of members: [Int], _ stage: TreesStage, sets: Int
    ) throws(WeightFault) {
        guard !members.isEmpty else { return }
        let tensor = try tensor(stage.thresholds, [.float32, .float64])
        let thresholds =
            tensor.dtype == .float32
            ? try numbers(tensor.float32).map(Double.init) : try numbers(tensor.float64)
        for node in members {
            guard let set = Int(exactly: thresholds[node]), (0..<sets).contains(set) else {
                throw fault("node \(node) asks for set \(thresholds[node]) of \(sets)")
            }
        }
    }

    func check(
        _ linear: TreesStage.Linear, _ stage: TreesStage, leaves: Int, columns: Int
    ) throws(WeightFault) {
        guard stage.treeOutputs != nil || stage.outputs == 1 else {
            throw fault("has linear leaves for \(stage.outputs) outputs at once")
        }
        let floats: [DType] = [.float32, .float64]
        try tensor(linear.constants, [leaves], floats)
        let features = try tensor(linear.features, [.int32])
        try tensor(linear.features, [features.count], [.int32])
        try tensor(linear.coefficients, [features.count], floats)
        guard try offsets(linear.offsets, end: features.count).count == leaves + 1 else {
            throw fault("has other than \(leaves + 1) offsets of linear leaves")
        }
        guard try numbers(features.int32).allSatisfy({ $0 >= 0 && $0 < columns }) else {
            throw fault("has a linear leaf of a feature beyond its \(columns)")
        }
    }
}
