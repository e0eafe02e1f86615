import ModelRuntime
import Tensors
import Testing
import WeightFormat

@Suite struct LinearTests {
    private let stage = Stage.linear(LinearStage(coefficients: "w", intercepts: "b"))

    private func scene(_ coefficients: [Double], _ intercepts: [Double]) -> Scene {
        var scene = Scene()
        scene.tensors = [
            "w": .float64(coefficients, shape: [intercepts.count, 2]), "b": .float64(intercepts),
        ]
        return scene
    }

    @Test("a binary logistic model answers [1 - p, p] and the sign of its score")
    func binaryLogistic() throws {
        let head = ClassifyHead(
            link: .logistic, binary: .complement, label: .threshold(0, inclusive: false),
            decision: .scores)
        for model in try scene([1, -2], [0.5]).models([stage, .classify(head)]) {
            let answers = try model.predict([[1, 0.75], [2, 0], [0, 1]])
            let p = 1 / (1 + Double.exp(-2.5))
            let q = 1 / (1 + Double.exp(1.5))
            let expected = [[0.5, 0.5], [1 - p, p], [1 - q, q]]
            #expect(answers.probabilities?.table == expected)
            #expect(answers.labels == [0, 1, 0])
            #expect(answers.decision?.table == [[0], [2.5], [-1.5]])
        }
    }

    @Test("a threshold that is inclusive counts equality for class 1")
    func inclusive() throws {
        let head = ClassifyHead(link: .none, label: .threshold(0, inclusive: true))
        for model in try scene([1, -2], [0.5]).models([stage, .classify(head)]) {
            let answers = try model.predict([[1, 0.75]])
            #expect(answers.labels == [1])
            #expect(answers.probabilities == nil)
        }
    }

    @Test("a softmax over three scores names the first of the largest")
    func multinomial() throws {
        var scene = scene([1, 0, 0, 1, 0, 0], [0, 0, 1])
        scene.classes = [.text("a"), .text("b"), .text("c")]
        let head = ClassifyHead(link: .softmax, label: .largestProbability)
        for model in try scene.models([stage, .classify(head)]) {
            let answers = try model.predict([[1, 1], [3, 3]])
            let thirds = Array(repeating: 1.0 / 3, count: 3)
            #expect(answers.probabilities?.table.first == thirds)
            #expect(answers.labels == [0, 0])
        }
    }

    @Test("one-vs-rest divides the sigmoids by their sum")
    func oneVersusRest() throws {
        var scene = scene([1, 0, 0, 1, 0, 0], [0, 0, 0])
        scene.classes = [.integer(3), .integer(5), .integer(7)]
        let head = ClassifyHead(link: .logisticNormalized, label: .largestScore)
        for model in try scene.models([stage, .classify(head)]) {
            let p = Double.sigmoid(2)
            let sum = p + 0.5 + 0.5
            let expected = [p / sum, 0.5 / sum, 0.5 / sum]
            let answers = try model.predict([[2, 0]])
            #expect(answers.probabilities?.table == [expected])
            #expect(answers.labels == [0])
        }
    }

    @Test("one-vs-rest shares a row equally where every sigmoid is zero")
    func oneVersusRestOfNothing() throws {
        var scene = scene([1, 0, 0, 1, 1, 1], [0, 0, 0])
        scene.classes = [.integer(3), .integer(5), .integer(7)]
        let head = ClassifyHead(link: .logisticNormalized, label: .largestScore)
        for model in try scene.models([stage, .classify(head)]) {
            let answers = try model.predict([[-5000, -4000]])
            let thirds = Array(repeating: 1.0 / 3, count: 3)
            #expect(answers.probabilities?.table == [thirds])
            #expect(answers.labels == [1])
        }
    }

    @Test("a mirrored score is linked on both sides")
    func mirror() throws {
        let head = ClassifyHead(
            link: .identity, binary: .mirror, label: .threshold(0, inclusive: false))
        for model in try scene([1, 0], [0]).models([stage, .classify(head)]) {
            #expect(try model.predict([[3, 0]]).probabilities?.table == [[-3, 3]])
        }
    }

    @Test(
        "a regression answers its linked score",
        arguments: [
            (RegressHead.Link.identity, 2.0), (.exp, Double.exp(2)), (.logistic, Double.sigmoid(2)),
        ])
    func regression(link: RegressHead.Link, expected: Double) throws {
        var scene = scene([1, 1], [0])
        scene.task = .regression
        scene.classes = nil
        for model in try scene.models([stage, .regress(RegressHead(link: link))]) {
            #expect(try model.predict([[1, 1]]).primary?.table == [[expected]])
        }
    }

    @Test("an empty batch has empty answers")
    func empty() throws {
        let head = ClassifyHead(
            link: .logistic, binary: .complement, label: .threshold(0, inclusive: false))
        for model in try scene([1, -2], [0.5]).models([stage, .classify(head)]) {
            let answers = try model.predict([])
            #expect(answers.labels == [])
            #expect(answers.probabilities?.columns == 2)
        }
    }
}
