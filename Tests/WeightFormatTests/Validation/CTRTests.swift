import Testing
import WeightFormat

@Suite struct CTRTests {
    static let wrong: [WrongModel] = [
        WrongModel("a text for a number", document { $0.numbers = "categories" }, "for a number"),
        WrongModel("a number for a text", document { $0.categories = "numbers" }, "for a category"),
        WrongModel(
            "a feature out of range", document(["numbers": .int32([2])]), "position beyond 2"),
        WrongModel(
            "an indicator of no category", document(["indicators": .int32([1])]),
            "position beyond 1"),
        WrongModel("a key twice", document(["keys": .int64([1, 1])]), "a key twice"),
        WrongModel(
            "counts of other keys", document(["counts": .int32([1, 2, 3], shape: [3, 1])]),
            "of shape [2, classes]"),
        WrongModel(
            "two classes of a counter",
            document(["counts": .int32([1, 2, 3, 4], shape: [2, 2])]), "counts of 2 classes"),
        WrongModel(
            "a counter without its denominator",
            document { $0.tables[0].denominator = nil }, "does not take"),
        WrongModel(
            "a mean without its sums", document { $0.tables[0].statistic = .mean },
            "does not take"),
        WrongModel(
            "a class out of range", document { $0.tables[0].columns[0].target = 1 },
            "class 1 of 1"),
        WrongModel(
            "a key of nothing", document { $0.tables[0].key[0].category = nil }, "neither"),
        WrongModel(
            "a key of a category out of range",
            document { $0.tables[0].key[0].category = 3 }, "neither"),
        WrongModel("float64 rows", document(input: .float64), "float32"),
    ]

    @Test("damaged tables of statistics are refused", arguments: wrong)
    func refused(case wrong: WrongModel) {
        let error = #expect(throws: WeightError.self) { try wrong.document.serialized() }
        let sentence = error?.description ?? ""
        #expect(sentence.contains(wrong.error), "\(sentence)")
    }

    @Test("whole ones are taken, and read back as they were")
    func accepts() throws {
        let file = try WeightFile(bytes: document().serialized())
        #expect(file.description == document().description)
    }
}

/// A number, a category, its indicator and how often it was there.
private func document(
    _ changes: [String: TensorData] = [:], input: Precision = .float32,
    change: (inout CTRStage) -> Void = { _ in }
) -> WeightDocument {
    var stage = CTRStage(
        numbers: "numbers", categories: "categories",
        indicators: .init(categories: "indicators", values: "values"),
        tables: [
            CTRStage.Table(
                key: [CTRStage.KeyPart(category: 0), CTRStage.KeyPart(number: 0, above: -0.1)],
                statistic: .counter, keys: "keys", counts: "counts", denominator: 3,
                columns: [.init(target: 0, prior: [0.1, 1], shift: 0, scale: 15)])
        ])
    change(&stage)
    let tensors: [String: TensorData] = [
        "numbers": .int32([0]), "categories": .int32([1]), "indicators": .int32([0]),
        "values": .int32([-5]), "keys": .int64([-1, 1]), "counts": .int32([1, 2], shape: [2, 1]),
    ]
    return WeightDocument(
        name: "ctr",
        description: ModelDescription(
            task: .transform, input: input,
            stages: [.ctr(stage), .cast(CastStage(to: .float32))]),
        features: [Feature(name: "x"), Feature(name: "c", type: .text)], sample: [0, "a"],
        provenance: provenance, tensors: tensors.merging(changes) { $1 })
}
