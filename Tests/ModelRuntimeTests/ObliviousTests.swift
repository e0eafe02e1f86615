import ModelRuntime
import Tensors
import Testing
import WeightFormat

@Suite struct ObliviousTests {
    private let scene = Scene(
        task: .regression, input: .float32, classes: nil,
        tensors: [
            "depths": .int32([1, 0]), "features": .int32([1]), "borders": .float32([0.5]),
            "missing": .uint8([0, 1]), "values": .float64([1, 2, 10], shape: [3, 1]),
            "bias": .float64([100]),
        ])

    private func stages(missing: String? = nil) -> [Stage] {
        [
            .oblivious(
                ObliviousStage(
                    depths: "depths", features: "features", borders: "borders",
                    missingAbove: missing, values: "values", scale: 2, bias: "bias")),
            .regress(RegressHead(link: .identity)),
        ]
    }

    @Test("a row above the border takes the second leaf; sums are scaled, then moved")
    func scores() throws {
        for model in try scene.models(stages()) {
            let answers = try model.predict([
                [9, 0.5], [0, Double(Float(0.5).nextUp)], [0, .nan],
            ])
            #expect(answers.value == .float64(.init(rows: 3, columns: 1, values: [122, 124, 122])))
        }
    }

    @Test("a missing value counts as infinity where the column says so")
    func missing() throws {
        for model in try scene.models(stages(missing: "missing")) {
            #expect(model.signature.acceptsMissing)
            #expect(try model.predict([[0, .nan]]).value?.table == [[124]])
        }
    }
}
