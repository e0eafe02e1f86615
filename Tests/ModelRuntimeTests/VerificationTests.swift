import ModelRuntime
import Testing
import WeightFormat

@Suite struct VerificationTests {
    private let stages: [Stage] = [
        .linear(LinearStage(coefficients: "w", intercepts: "b")),
        .classify(
            ClassifyHead(
                link: .none, label: .threshold(0, inclusive: false), decision: .scores)),
    ]

    private func file(expected: [Double], labels: [Int64], absolute: Double) throws -> WeightFile {
        var scene = Scene()
        scene.golden = Golden(
            rows: "rows", expect: ["decision": "decision", "label": "label"],
            tolerance: Golden.Tolerance(absolute: absolute, relative: 0))
        scene.tensors = [
            "w": .float64([1, 1], shape: [1, 2]), "b": .float64([0]),
            "rows": .float64([1, 1, -1, -1], shape: [2, 2]),
            "decision": .float64(expected, shape: [2, 1]), "label": .int64(labels),
        ]
        return try scene.file(stages)
    }

    @Test("answers within the tolerance pass, and the largest differences are told")
    func passes() throws {
        let file = try file(expected: [2, -2.5], labels: [1, 0], absolute: 0.5)
        let verification = try Verification(of: PreparedModel(file: file), against: file)
        #expect(verification.verdict == .passed)
        #expect(verification.rows == 2)
        let difference = try #require(verification.differences.first)
        #expect(difference.absolute == 0.5)
        #expect(difference.relative == 0.2)
    }

    @Test("a number or a label beyond it fails")
    func fails() throws {
        let number = try file(expected: [2, -2.5], labels: [1, 0], absolute: 0.4)
        let first = try Verification(of: PreparedModel(file: number), against: number)
        #expect(first.verdict == .failed)
        #expect(first.differences.first?.beyondTolerance == 1)
        let label = try file(expected: [2, -2], labels: [1, 1], absolute: 0)
        let second = try Verification(of: PreparedModel(file: label), against: label)
        #expect(second.verdict == .failed)
        #expect(second.mismatchedLabels == 1)
    }

    @Test("a file without expected answers is neither passed nor failed")
    func noAnswers() throws {
        var scene = Scene()
        scene.tensors = ["w": .float64([1, 1], shape: [1, 2]), "b": .float64([0])]
        let file = try scene.file(stages)
        let verification = try Verification(of: PreparedModel(file: file), against: file)
        #expect(verification.verdict == .noAnswers)
    }
}
