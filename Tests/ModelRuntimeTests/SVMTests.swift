import ModelRuntime
import Tensors
import Testing
import WeightFormat

@Suite struct SVMTests {
    private func stage(_ kernel: SVMStage.Kernel, classes: [Int]?) -> Stage {
        .svm(
            SVMStage(
                kernel: kernel, gamma: 0.5, coef0: 1, degree: 2, supportVectors: "v",
                coefficients: "c", intercepts: "i", vectorsPerClass: classes))
    }

    /// Three classes with one vector each on the line: pair (i, j) scores by its two vectors.
    private func threeClasses() -> Scene {
        var scene = Scene(features: 1, classes: [.text("a"), .text("b"), .text("c")])
        scene.tensors = [
            "v": .float64([1, 2, 4], shape: [3, 1]),
            "c": .float64([1, -1, -2, 3, 1, -1], shape: [2, 3]),
            "i": .float64([0.5, 0, -1]),
            "a": .float64([-1, -1, -1]), "b": .float64([0, 0, 0]),
        ]
        return scene
    }

    @Test("each pair of classes sums its own vectors' coefficients, then votes")
    func votes() throws {
        let head = ClassifyHead(link: .none, label: .votes, decision: .scores)
        for model in try threeClasses().models([
            stage(.linear, classes: [1, 1, 1]), .classify(head),
        ]) {
            // Kernel values of x = 1: 1, 2, 4. Pair (0,1): 1·1 - 1·2 + 0.5; (0,2): 3·1 - 2·4;
            // (1,2): 1·2 - 1·4 - 1.
            let answers = try model.predict([[1], [-1]])
            #expect(answers.decision?.table == [[-0.5, -5, -3], [1.5, 5, 1]])
            #expect(answers.labels == [2, 0])
        }
    }

    @Test("one-versus-rest is the votes and a squeezed sum of scores")
    func oneVersusRest() throws {
        let head = ClassifyHead(link: .none, label: .largestScore, decision: .oneVersusRest)
        for model in try threeClasses().models([
            stage(.linear, classes: [1, 1, 1]), .classify(head),
        ]) {
            let answers = try model.predict([[1]])
            let sums = [-5.5, 0.5 - 3, 8]
            let expected = zip([0.0, 1, 2], sums).map { $0 + $1 / (3 * (abs($1) + 1)) }
            #expect(answers.decision?.table == [expected])
            #expect(answers.labels == [2])
        }
    }

    @Test("one workspace serves batches of any size and models of any kind, one after the other")
    func workspace() throws {
        let votes = ClassifyHead(link: .none, label: .votes, decision: .scores)
        let summed = ClassifyHead(
            link: .pairwiseCoupling, label: .largestScore,
            probability: PairwiseProbability(a: "a", b: "b"), decision: .oneVersusRest)
        var workspace = Workspace()
        for head in [votes, summed, votes] {
            let file = try threeClasses().file([stage(.rbf, classes: [1, 1, 1]), .classify(head)])
            let model = try PreparedModel(file: file)
            let reference = try ReferenceModel(file: file)
            for rows in [3, 1, 0, 5] {
                let batch = try Batch(
                    rows: rows, values: (0..<rows).map { Double($0) * 0.7 },
                    fitting: model.signature)
                try model.predict(batch, in: &workspace)
                let answers = workspace.withPredictions { $0 }
                #expect(answers == (try model.predict(batch)))
                #expect(answers.labels == (try reference.predict(batch)).labels)
            }
        }
    }

    @Test("the parts of a batch, predicted apart, join to the whole")
    func parts() throws {
        let head = ClassifyHead(link: .none, label: .votes, decision: .oneVersusRest)
        let file = try threeClasses().file([stage(.rbf, classes: [1, 1, 1]), .classify(head)])
        let model = try PreparedModel(file: file)
        #expect(model.rowsPerPart == 1)
        let batch = try Batch(
            rows: 9, values: (0..<9).map { Double($0) * 0.7 }, fitting: model.signature)
        let parts = try [0..<4, 4..<4, 4..<9].map { try model.predict(batch.rows($0)) }
        #expect(Predictions(joining: parts) == (try model.predict(batch)))
    }

    @Test("two classes show the score of class 1, and class 0 has the positive pairwise score")
    func binary() throws {
        var scene = Scene(features: 1)
        scene.tensors = [
            "v": .float64([1, 3], shape: [2, 1]), "c": .float64([1, -1], shape: [1, 2]),
            "i": .float64([0]),
        ]
        let head = ClassifyHead(link: .none, label: .votes, decision: .oneVersusRest)
        for model in try scene.models([stage(.rbf, classes: [1, 1]), .classify(head)]) {
            let answers = try model.predict([[1], [3], [2]])
            let far = Double.exp(-2)
            #expect(answers.decision?.table == [[far - 1], [1 - far], [0]])
            #expect(answers.labels == [0, 1, 1])
        }
    }

    @Test("coupled probabilities of equal pairs are equal, and sum to one")
    func coupling() throws {
        let head = ClassifyHead(
            link: .pairwiseCoupling, label: .votes,
            probability: PairwiseProbability(a: "a", b: "b"))
        for model in try threeClasses().models([
            stage(.linear, classes: [1, 1, 1]), .classify(head),
        ]) {
            let rows = try #require(model.predict([[1], [0.25], [-1]]).probabilities).table
            for row in rows { #expect(abs(row.reduce(0, +) - 1) < 1e-12) }
            #expect(rows[0].firstIndex(of: rows[0].max() ?? 0) == 2)
            #expect(rows[2].firstIndex(of: rows[2].max() ?? 0) == 0)
        }
    }

    @Test("a polynomial one-class machine names inliers above its threshold")
    func oneClass() throws {
        var scene = Scene(task: .outlier, features: 1, classes: [.integer(-1), .integer(1)])
        scene.tensors = [
            "v": .float64([1, 2], shape: [2, 1]), "c": .float64([1, 1], shape: [1, 2]),
            "i": .float64([-5]),
        ]
        let head = OutlierHead(threshold: 0, inclusive: false)
        for model in try scene.models([stage(.polynomial, classes: nil), .outlier(head)]) {
            // (0.5·x·v + 1)² at x = 2: 4 + 9; at x = 0: 1 + 1.
            let answers = try model.predict([[2], [0]])
            #expect(answers.score?.table == [[8], [-3]])
            #expect(answers.labels == [1, 0])
            #expect(answers.primary == answers.score)
        }
    }
}
