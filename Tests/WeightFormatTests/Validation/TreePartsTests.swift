import Testing
import WeightFormat

/// Trees of categories and of linear leaves.
@Suite struct TreePartsTests {
    private static func categories(
        offsets: [Int64] = [0, 1, 2], words: [Int32] = [5, 6], set: Float = 1,
        missing: [UInt8] = [1, 0, 0, 0, 0, 0]
    ) -> WeightDocument {
        treesDocument { stage, tensors in
            stage.comparisons = "codes"
            stage.missingGoesLeft = "missing"
            stage.categories = TreesStage.Categories(
                offsets: "offsets", words: "words", rounding: .towardZero, outside: .right)
            tensors["codes"] = .uint8([6, 0, 0, 0, 0, 0])
            tensors["missing"] = .uint8(missing)
            tensors["thresholds"] = .float32([set, 0, 0, 0.5, 0, 0])
            tensors["offsets"] = .int64(offsets)
            tensors["words"] = .int32(words)
        }
    }

    private static func linear(
        offsets: [Int64] = [0, 1, 1, 1, 3], features: [Int32] = [0, 1, 0], constants: Int = 4,
        outputs: Int = 1
    ) -> WeightDocument {
        treesDocument { stage, tensors in
            stage.outputs = outputs
            stage.linear = TreesStage.Linear(
                constants: "constants", offsets: "offsets", features: "terms",
                coefficients: "coefficients")
            tensors["values"] = .float32(
                [Float](repeating: 1, count: 4 * outputs), shape: [4, outputs])
            tensors["constants"] = .float64([Double](repeating: 1, count: constants))
            tensors["offsets"] = .int64(offsets)
            tensors["terms"] = .int32(features)
            tensors["coefficients"] = .float64([Double](repeating: 2, count: 3))
        }
    }

    @Test("trees of categories and of linear leaves are legal")
    func legal() throws {
        _ = try Self.categories().serialized()
        _ = try Self.linear().serialized()
    }

    static let wrong: [WrongModel] = [
        WrongModel("a set that is not there", categories(set: 2), "asks for set 2.0 of 2"),
        WrongModel("half a set", categories(set: 0.5), "asks for set 0.5"),
        WrongModel("a negative set", categories(set: -1), "asks for set -1.0"),
        WrongModel("offsets past the words", categories(offsets: [0, 1, 3]), "from 0 to 2"),
        WrongModel("falling offsets", categories(offsets: [0, 2, 1, 2]), "from 0 to 2"),
        WrongModel("no offsets", categories(offsets: []), "from 0 to 2"),
        WrongModel(
            "a set to which zero is missing", categories(missing: [2, 0, 0, 0, 0, 0]),
            "zero is missing"),
        WrongModel("too few offsets of leaves", linear(offsets: [0, 1, 3]), "other than 5"),
        WrongModel("a term of no feature", linear(features: [0, 2, 0]), "beyond its 2"),
        WrongModel("constants of other leaves", linear(constants: 3), "'constants' of shape [4]"),
        WrongModel("linear leaves of two outputs", linear(outputs: 2), "2 outputs at once"),
    ]

    @Test("parts that do not fit are refused with their reason", arguments: wrong)
    func refused(case wrong: WrongModel) {
        let error = #expect(throws: WeightError.self) { try wrong.document.serialized() }
        let sentence = error?.description ?? ""
        #expect(sentence.contains(wrong.error), "\(sentence)")
    }

    @Test("the description says the parts in its own words")
    func coding() throws {
        let file = try WeightFile(bytes: Self.categories().serialized())
        #expect(file.description == Self.categories().description)
    }
}
