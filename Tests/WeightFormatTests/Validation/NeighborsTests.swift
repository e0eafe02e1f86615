import Testing
import WeightFormat

@Suite struct NeighborsTests {
    static let wrong: [WrongModel] = [
        WrongModel("no points", document(points: 0), "has no points"),
        WrongModel("points of other columns", document(columns: 3), "of shape [2, 2], not [2, 3]"),
        WrongModel("too few targets", document(targets: 1), "of shape [2, 1], not [1, 1]"),
        WrongModel("more neighbors than points", document { $0.neighbors = 3 }, "asks for 3"),
        WrongModel("no neighbors", document { $0.neighbors = 0 }, "asks for 0 neighbors"),
        WrongModel("neither", document { $0.neighbors = nil }, "either a number of neighbors"),
        WrongModel("both", document { $0.radius = 1 }, "either a number of neighbors"),
        WrongModel(
            "a negative radius",
            document {
                $0.neighbors = nil
                $0.radius = -1
            }, "has the radius -1.0"),
        WrongModel("a power below one", document { $0.power = 0.5 }, "has the power 0.5"),
        WrongModel("no power", document { $0.metric = .minkowski }, "has the power"),
        WrongModel("an outlier of others", document { $0.outlier = "points" }, "'points' of shape"),
    ]

    @Test("damaged points are refused", arguments: wrong)
    func refused(case wrong: WrongModel) {
        let error = #expect(throws: WeightError.self) { try wrong.document.serialized() }
        let sentence = error?.description ?? ""
        #expect(sentence.contains(wrong.error), "\(sentence)")
    }

    @Test("whole ones are taken")
    func accepts() throws { _ = try document().serialized() }
}

/// Two points of two columns with one output.
private func document(
    points: Int = 2, columns: Int = 2, targets: Int? = nil,
    change: (inout NeighborsStage) -> Void = { _ in }
) -> WeightDocument {
    var stage = NeighborsStage(
        points: "points", targets: "targets", metric: .euclidean, weights: .uniform, neighbors: 1)
    change(&stage)
    let targets = targets ?? points
    return WeightDocument(
        name: "neighbors",
        description: ModelDescription(
            task: .regression, input: .float64,
            stages: [.neighbors(stage), .regress(RegressHead(link: .identity))]),
        features: Feature.unnamed(2), sample: [0, 0], provenance: provenance,
        tensors: [
            "points": .float64(
                [Double](repeating: 1, count: points * columns), shape: [points, columns]),
            "targets": .float64([Double](repeating: 1, count: targets), shape: [targets, 1]),
        ])
}
