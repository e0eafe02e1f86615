import ModelRuntime
import Tensors
import Testing
import WeightFormat

@Suite struct HeadTests {
    /// Scores are the features themselves.
    private func scene(_ features: Int) -> Scene {
        var scene = Scene(task: .regression, features: features, classes: nil)
        let identity = (0..<features * features).map { $0 % (features + 1) == 0 ? 1.0 : 0.0 }
        scene.tensors = [
            "coefficients": .float64(identity, shape: [features, features]),
            "intercepts": .float64([Double](repeating: 0, count: features)),
        ]
        return scene
    }

    private let linear = Stage.linear(
        LinearStage(coefficients: "coefficients", intercepts: "intercepts"))

    @Test(
        "a regression's link works on the scaled score, and its decision shows the score itself",
        arguments: [
            (RegressHead.Link.log1pExp, Double.log1p(Double.exp(-3))), (.signedSquare, -9.0),
            (.identity, -3), (.exp, Double.exp(-3)),
        ])
    func regression(link: RegressHead.Link, expected: Double) throws {
        let head = Stage.regress(RegressHead(link: link, scale: 1.5, decision: .scores))
        for model in try scene(1).models([linear, head]) {
            let answers = try model.predict([[-2]])
            #expect(answers.value?.table == [[expected]])
            #expect(answers.decision?.table == [[-2]])
            #expect(model.signature.outputs.map(\.output) == [.decision, .value])
        }
    }

    @Test("a mean stays, and the logarithm of a deviation beside it becomes a variance")
    func meanVariance() throws {
        let head = Stage.regress(RegressHead(link: .meanVariance))
        for model in try scene(2).models([linear, head]) {
            #expect(try model.predict([[3, 0.5]]).value?.table == [[3, Double.exp(1)]])
        }
        #expect(throws: WeightError.self) { try scene(1).models([linear, head]) }
    }

    @Test("a classifier's scale comes before its link; decision and label see the score")
    func scaledClassifier() throws {
        var scene = scene(1)
        scene.task = .classification
        scene.classes = [.integer(0), .integer(1)]
        let head = ClassifyHead(
            link: .logistic, scale: 0.7, binary: .complement,
            label: .threshold(2, inclusive: false), decision: .scores)
        for model in try scene.models([linear, .classify(head)]) {
            let answers = try model.predict([[2.5]])
            #expect(answers.probabilities?[0, 1] == Double.sigmoid(0.7 * 2.5))
            #expect(answers.decision?.table == [[2.5]])
            #expect(answers.labels == [1])
        }
    }
}
