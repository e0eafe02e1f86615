import KernelLayouts

/// Trees, one after the other, that share tables of bounds: no column has more than a byte can count,
/// and the columns fit two registers.
struct RankGroup {
    static let mostColumns = 128

    private(set) var trees: Range<Int>
    private(set) var bounds: [RankKey: Set<Double>] = [:]
    private(set) var categories: [Int32: CategoryClasses] = [:]

    private init(from tree: Int) { trees = tree..<tree }

    /// Categories looked at, over all branches of membership: a file must not keep a program from
    /// starting.
    private static let mostCategoryWork = 1 << 24

    /// The groups of a source's trees; nil where one tree alone is too much.
    static func groups(of source: RankSource) -> [RankGroup]? {
        guard source.categoryWork <= mostCategoryWork else { return nil }
        var groups: [RankGroup] = []
        var group = RankGroup(from: 0)
        for (index, tree) in source.trees.enumerated() {
            let questions = tree.questions
            if group.admit(questions, source.sets) { continue }
            groups.append(group)
            group = RankGroup(from: index)
            guard group.admit(questions, source.sets) else { return nil }
        }
        groups.append(group)
        return groups
    }

    /// Takes the next tree in, if there is room for its questions.
    private mutating func admit(_ questions: [RankSource.Question], _ sets: CategorySets?) -> Bool {
        var added: [RankKey: Set<Double>] = [:]
        var classes = categories
        for question in questions {
            switch question {
            case .bound(let key, let bound):
                if bounds[key]?.contains(bound) != true { added[key, default: []].insert(bound) }
            case .member(let feature, let set, _):
                guard let sets, classes[feature, default: CategoryClasses()].refine(by: set, sets)
                else { return false }
            }
        }
        let fits = added.allSatisfy { key, more in
            (bounds[key]?.count ?? 0) + more.count <= RankTables<Int32>.mostBounds
        }
        let columns = bounds.count + added.keys.count { bounds[$0] == nil }
        guard fits, columns <= Self.mostColumns else { return false }
        for (key, more) in added { bounds[key, default: []].formUnion(more) }
        categories = classes
        trees = trees.lowerBound..<trees.upperBound + 1
        return true
    }
}

extension RankSource {
    /// Categories of the sets of all branches of membership.
    fileprivate var categoryWork: Int {
        guard let sets else { return 0 }
        var work = 0
        for tree in trees {
            for case .member(_, let set, _) in tree.questions {
                work += 512 + (sets.offsets[set + 1] - sets.offsets[set]) * 32
            }
        }
        return work
    }
}

extension RankSource.Tree {
    var questions: [RankSource.Question] {
        switch self {
        case .branches(let branches, _): branches.map(\.question)
        case .levels(let questions, _): questions
        }
    }
}

/// Categories told apart only where some set does, so that few codes are enough.
struct CategoryClasses {
    /// Categories of which a table has room.
    static let mostCategories = 1 << 16

    /// The code of each category from 0 on. Those beyond have that of none.
    private(set) var codes: [UInt16] = []
    /// Codes in use, those of none and of a missing value among them.
    private(set) var count = 2

    /// False where there are more categories or classes than fit; then it is of no more use.
    mutating func refine(by set: Int, _ sets: CategorySets) -> Bool {
        let known = (sets.offsets[set + 1] - sets.offsets[set]) * 32
        guard known <= Self.mostCategories else { return false }
        if known > codes.count {
            // Until now they were like those of none; a code of their own tells them apart.
            codes.append(contentsOf: repeatElement(UInt16(count), count: known - codes.count))
        }
        var renamed: [UInt32: UInt16] = [:]
        for (category, code) in codes.enumerated() {
            let bit: UInt32 = sets.goesLeft(Double(category), set: set) ? 1 : 0
            let key = UInt32(code) << 1 | bit
            let new = renamed[key] ?? UInt16(renamed.count + 2)
            guard Int(new) < CategoryTables.limit else { return false }
            renamed[key] = new
            codes[category] = new
        }
        count = renamed.count + 2
        return true
    }

    /// A category of each code; nil for those of none and of a missing value.
    var examples: [Int?] {
        var examples = [Int?](repeating: nil, count: count)
        for (category, code) in codes.enumerated() { examples[Int(code)] = category }
        return examples
    }
}
