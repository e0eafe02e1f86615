import Testing
import WeightFormat

@Suite struct ObliviousTests {
    static let wrong: [WrongModel] = [
        WrongModel("no trees", document(depths: []), "has no trees"),
        WrongModel("too few levels", document(depths: [3]), "tree of 3 levels"),
        WrongModel("too many levels", document(depths: [1]), "1 splits and 2 leaves of no tree"),
        WrongModel("a negative depth", document(depths: [-1, 2]), "tree of -1 levels"),
        WrongModel("a depth beyond all leaves", document(depths: [31]), "tree of 31 levels"),
        WrongModel("a column out of range", document(features: [0, 2]), "column beyond its 2"),
        WrongModel("a negative column", document(features: [0, -1]), "column beyond its 2"),
        WrongModel("too few leaves", document(leaves: 3), "tree of 2 levels"),
        WrongModel("a bias of others", document(bias: [0, 0]), "'bias' of shape [1], not [2]"),
        WrongModel("a flag that is neither", document(missing: [0, 2]), "neither 0 nor 1"),
        WrongModel("float64 rows", document(input: .float64), "needs rows of float32"),
    ]

    @Test("damaged oblivious trees are refused", arguments: wrong)
    func refused(case wrong: WrongModel) {
        let error = #expect(throws: WeightError.self) { try wrong.document.serialized() }
        let sentence = error?.description ?? ""
        #expect(sentence.contains(wrong.error), "\(sentence)")
    }

    @Test("whole ones are taken")
    func accepts() throws { _ = try document().serialized() }
}

/// One tree of two levels over two features.
private func document(
    depths: [Int32] = [2], features: [Int32] = [0, 1], leaves: Int = 4, bias: [Double] = [0],
    missing: [UInt8] = [0, 1], input: Precision = .float32
) -> WeightDocument {
    let stage = ObliviousStage(
        depths: "depths", features: "features", borders: "borders", missingAbove: "missing",
        values: "values", scale: 1, bias: "bias")
    return WeightDocument(
        name: "oblivious",
        description: ModelDescription(
            task: .regression, input: input,
            stages: [.oblivious(stage), .regress(RegressHead(link: .identity))]),
        features: Feature.unnamed(2), sample: [0, 0], provenance: provenance,
        tensors: [
            "depths": .int32(depths), "features": .int32(features), "borders": .float32([0, 1]),
            "values": .float64([Double](repeating: 1, count: leaves), shape: [leaves, 1]),
            "bias": .float64(bias), "missing": .uint8(missing),
        ])
}
