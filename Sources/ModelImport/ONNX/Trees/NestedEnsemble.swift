import WeightFormat

/// The attributes of `TreeEnsemble`: branches lead to branches or to leaves by position, and sets of
/// members stand one after another, each ended by a NaN.
struct NestedEnsemble {
    /// Branches, then leaves, then what large sets needed besides; as one tree, for roots tell apart.
    private(set) var nodes: EnsembleNodes
    private(set) var roots: [Int]
    /// Of each leaf, by the position of its node.
    private(set) var targets: [Int: Int] = [:]
    private(set) var weights: [Int: Double] = [:]
    /// Sets of categories, by the number that their branches hold as a threshold.
    private(set) var sets: [[Int]] = []

    /// Sets with greater numbers are intervals.
    private let largestCategory: Int32 = 65_535

    init(_ node: Node) throws(ImportFault) {
        let lists = try Lists(node)
        nodes = EnsembleNodes()
        roots = try node.integers("tree_roots")
        let branches = lists.features.count
        guard !roots.isEmpty, roots.allSatisfy({ $0 >= 0 && $0 < branches }) else {
            throw node.fault("has a root that is no branch")
        }
        for index in 0..<branches {
            nodes.append(
                feature: lists.features[index], threshold: lists.splits[index], mode: .leaf,
                isTrue: try lists.child(index, isTrue: true, node),
                isFalse: try lists.child(index, isTrue: false, node),
                missingIsTrue: lists.missingIsTrue[index])
        }
        for index in lists.leafWeights.indices {
            targets[branches + index] = lists.leafTargets[index]
            weights[branches + index] = lists.leafWeights[index]
            nodes.append(
                feature: 0, threshold: 0, mode: .leaf, isTrue: 0, isFalse: 0, missingIsTrue: false)
        }
        var members = lists.members[...]
        for index in 0..<branches {
            let mode = lists.modes[index]
            if mode == 6 {
                try setMembers(index, Self.take(&members), node)
            } else {
                guard TreesStage.Comparison.codes.indices.contains(mode) else {
                    throw node.fault("has the unknown branch mode \(mode)")
                }
                nodes.modes[index] = .branch(Self.comparisons[mode])
            }
        }
    }

    private static let comparisons: [TreesStage.Comparison] = [
        .lessOrEqual, .less, .greaterOrEqual, .greater, .equal, .notEqual,
    ]

    /// The numbers up to the next NaN.
    private static func take(_ members: inout ArraySlice<Double>) -> [Double] {
        let set = Array(members.prefix { !$0.isNaN })
        members = members.dropFirst(set.count + 1)
        return set
    }

    /// ONNX Runtime cuts a number to a whole one before it looks for it in a set, but not where all
    /// members lie from 0 to 30. Sets with other fractions it refuses; the standard compares exactly.
    private mutating func setMembers(
        _ index: Int, _ members: [Double], _ node: Node
    ) throws(ImportFault) {
        guard !members.isEmpty else { throw node.fault("has a set without members") }
        let whole = Set(members.compactMap { Int32(exactly: $0) }).sorted()
        let isExact =
            members.allSatisfy { (0...30).contains($0) } || whole.count < Set(members).count
        if isExact {
            chain(index, members.map { [(.equal, $0)] })
        } else if let least = whole.first, least >= 0, whole[whole.count - 1] <= largestCategory {
            nodes.modes[index] = .branch(.member)
            nodes.thresholds[index] = Double(sets.count)
            sets.append(whole.map { Int($0) })
        } else {
            chain(index, Self.intervals(whole))
        }
    }

    /// What is cut to one of the numbers: neighbours share an interval.
    private static func intervals(_ whole: [Int32]) -> [[Test]] {
        var runs: [(first: Int32, last: Int32)] = []
        for number in whole {
            if let run = runs.last, Int(run.last) + 1 == Int(number) {
                runs[runs.count - 1].last = number
            } else {
                runs.append((number, number))
            }
        }
        return runs.map { run in
            let first = Double(run.first)
            let last = Double(run.last)
            return [
                first > 0 ? (.greaterOrEqual, first) : (.greater, first - 1),
                last < 0 ? (.lessOrEqual, last) : (.less, last + 1),
            ]
        }
    }

    private typealias Test = (comparison: TreesStage.Comparison, threshold: Double)

    /// Replaces a branch by groups of tests, one after another: a row for which a whole group is
    /// true takes the true way. Of an interval only its upper bound leads on to the next group, for
    /// the groups stand in rising order.
    private mutating func chain(_ index: Int, _ groups: [[Test]]) {
        let (isTrue, isFalse) = (nodes.trueIDs[index], nodes.falseIDs[index])
        var current = index
        for (number, group) in groups.enumerated() {
            let isLast = number == groups.count - 1
            for (place, test) in group.enumerated() {
                nodes.modes[current] = .branch(test.comparison)
                nodes.thresholds[current] = test.threshold
                let endsGroup = place == group.count - 1
                let next = nodes.count
                if !endsGroup || !isLast {
                    nodes.append(
                        feature: nodes.features[index], threshold: 0, mode: .leaf, isTrue: isTrue,
                        isFalse: isFalse, missingIsTrue: nodes.missingIsTrue[index])
                }
                nodes.trueIDs[current] = endsGroup ? isTrue : next
                nodes.falseIDs[current] = endsGroup && !isLast ? next : isFalse
                current = next
            }
        }
    }

    func aggregate(_ node: Node) throws(ImportFault) -> TreesStage.Aggregate {
        switch try node.integer("aggregate_function") ?? 1 {
        case 0: return .average
        case 1: return .sum
        case 2: return .min
        case 3: return .max
        case let other: throw node.fault("has the unknown aggregate_function \(other)")
        }
    }

    func postTransform(_ node: Node) throws(ImportFault) -> PostTransform {
        let transforms: [PostTransform] = [.none, .softmax, .logistic, .softmaxZero, .probit]
        let number = try node.integer("post_transform") ?? 0
        guard transforms.indices.contains(number) else {
            throw node.fault("has the unknown post_transform \(number)")
        }
        return transforms[number]
    }
}

/// The attributes as lists of the lengths that they must have.
private struct Lists {
    let features: [Int]
    let splits: [Double]
    let modes: [Int]
    let missingIsTrue: [Bool]
    let leafTargets: [Int]
    let leafWeights: [Double]
    let members: [Double]
    private let children: [Bool: (ids: [Int], areLeaves: [Int])]

    init(_ node: Node) throws(ImportFault) {
        features = try node.integers("nodes_featureids")
        splits = try node.tensor("nodes_splits")?.reals ?? []
        modes = try node.tensor("nodes_modes")?.integers ?? []
        let tracks = try node.integers("nodes_missing_value_tracks_true")
        missingIsTrue =
            tracks.isEmpty
            ? [Bool](repeating: false, count: features.count) : tracks.map { $0 == 1 }
        leafTargets = try node.integers("leaf_targetids")
        leafWeights = try node.tensor("leaf_weights")?.reals ?? []
        members = try node.tensor("membership_values")?.reals ?? []
        children = [
            true: (
                try node.integers("nodes_truenodeids"), try node.integers("nodes_trueleafs")
            ),
            false: (
                try node.integers("nodes_falsenodeids"), try node.integers("nodes_falseleafs")
            ),
        ]
        var lengths = [splits.count, modes.count, missingIsTrue.count]
        for child in children.values { lengths += [child.ids.count, child.areLeaves.count] }
        guard !features.isEmpty else { throw node.fault("has no tree nodes") }
        guard lengths.allSatisfy({ [count = features.count] in $0 == count }),
            leafTargets.count == leafWeights.count
        else { throw node.fault("has lists of nodes of different lengths") }
    }

    /// The position of a child among branches, then leaves.
    func child(_ index: Int, isTrue: Bool, _ node: Node) throws(ImportFault) -> Int {
        guard let lists = children[isTrue] else { throw node.fault("has no children") }
        let isLeaf = lists.areLeaves[index] != 0
        let id = lists.ids[index]
        guard id >= 0, id < (isLeaf ? leafWeights.count : features.count) else {
            throw node.fault("has a branch that leads to node \(id)")
        }
        return isLeaf ? features.count + id : id
    }
}
