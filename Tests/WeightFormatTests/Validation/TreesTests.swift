import Testing
import WeightFormat

@Suite struct TreesTests {
    static let wrong: [WrongModel] = [
        WrongModel("no trees", treesDocument(roots: []), "has no trees"),
        WrongModel(
            "no nodes", treesDocument(roots: [0], features: [], left: [], right: []), "no trees"),
        WrongModel("a root out of range", treesDocument(roots: [0, 9]), "root"),
        WrongModel("a negative root", treesDocument(roots: [0, -1]), "root"),
        WrongModel("a tree twice", treesDocument(roots: [0, 0]), "reached twice"),
        WrongModel("a tree that nobody roots", treesDocument(roots: [0]), "belongs to no tree"),
        WrongModel(
            "a child that is its parent", treesDocument(left: [0, 0, 1, 4, 2, 3]), "not after it"),
        WrongModel(
            "a child before its parent", treesDocument(left: [1, 0, 1, 2, 2, 3]), "not after it"),
        WrongModel(
            "a child out of range", treesDocument(right: [6, 0, 0, 5, 0, 0]), "among 6"),
        WrongModel(
            "a negative child", treesDocument(right: [-5, 0, 0, 5, 0, 0]), "not after it"),
        WrongModel("a shared child", treesDocument(right: [1, 0, 0, 5, 0, 0]), "reached twice"),
        WrongModel(
            "a feature out of range", treesDocument(features: [2, -1, -1, 1, -1, -1]),
            "feature 2 of 2"),
        WrongModel(
            "a feature below a leaf's", treesDocument(features: [-2, -1, -1, 1, -1, -1]),
            "feature -2"),
        WrongModel("a leaf out of range", treesDocument(leaves: 3), "leaf 3 of 3"),
        WrongModel(
            "a negative leaf", treesDocument(left: [1, -1, 1, 4, 2, 3]), "leaf -1"),
        WrongModel(
            "a short list", treesDocument(right: [2, 0, 0, 5, 0]), "'right' of shape [6], not [5]"),
        WrongModel(
            "zero outputs", treesDocument { stage, _ in stage.outputs = 0 }, "gives 0 scores"),
        WrongModel(
            "huge outputs",
            treesDocument { stage, tensors in
                stage.outputs = 1 << 40
                stage.treeOutputs = "owners"
                tensors["owners"] = .int32([0, 0])
                tensors["values"] = .float32([1, 1, 1, 1])
            }, "gives 1099511627776 scores"),
        WrongModel(
            "more idle outputs than may be",
            treesDocument { stage, tensors in
                stage.outputs = 2000
                stage.treeOutputs = "owners"
                tensors["owners"] = .int32([0, 0])
                tensors["values"] = .float32([1, 1, 1, 1])
            }, "gives 2000 scores of 2 trees"),
        WrongModel(
            "values of other outputs", treesDocument { stage, _ in stage.outputs = 2 },
            "'values' of shape [4, 2]"),
        WrongModel(
            "a tree of another output",
            treesDocument { stage, tensors in
                stage.treeOutputs = "owners"
                tensors["owners"] = .int32([0, 1])
                tensors["values"] = .float32([1, 1, 1, 1])
            }, "adds to an output beyond"),
        WrongModel(
            "an unknown comparison",
            treesDocument { stage, tensors in
                stage.comparisons = "codes"
                tensors["codes"] = .uint8([0, 0, 0, 7, 0, 0])
            }, "comparison code"),
        WrongModel(
            "an unknown code of missing values",
            treesDocument { stage, tensors in
                stage.missingGoesLeft = "flags"
                tensors["flags"] = .uint8([0, 0, 0, 5, 0, 0])
            }, "code of missing values beyond 4"),
        WrongModel(
            "a sum from a base that is not there",
            treesDocument { stage, _ in stage.aggregate = .sumFromBase }, "but has none"),
        WrongModel(
            "a base of other outputs",
            treesDocument { stage, tensors in
                stage.base = "base"
                tensors["base"] = .float32([1, 2])
            }, "'base' of shape [1]"),
        WrongModel(
            "roots of another type",
            treesDocument { _, tensors in tensors["roots"] = .int64([0, 3]) }, "I32, not I64"),
    ]

    @Test("trees that are no trees are refused with their reason", arguments: wrong)
    func refused(case wrong: WrongModel) {
        let error = #expect(throws: WeightError.self) { try wrong.document.serialized() }
        let sentence = error?.description ?? ""
        #expect(sentence.contains(wrong.error), "\(sentence)")
    }

    @Test("thresholds may be wider than the rows, not narrower")
    func widths() throws {
        var document = treesDocument { _, tensors in
            tensors["thresholds"] = .float64([Double](repeating: 1, count: 6))
        }
        _ = try document.serialized()

        document.tensors["thresholds"] = .float32([Float](repeating: 1, count: 6))
        document.description.input = .float64
        #expect(throws: WeightError.self) { try document.serialized() }
    }

    @Test("a chain of a hundred thousand branches is legal")
    func deep() throws {
        let depth = 100_000
        var (features, left, right) = ([Int32](), [Int32](), [Int32]())
        for level in 0..<depth {
            features += [0, -1]
            left += [Int32(2 * level + 1), Int32(level)]
            right += [Int32(2 * level + 2), 0]
        }
        features.append(-1)
        left.append(Int32(depth))
        right.append(0)
        let document = treesDocument(
            roots: [0], features: features, left: left, right: right, leaves: depth + 1)
        _ = try document.serialized()
    }
}
