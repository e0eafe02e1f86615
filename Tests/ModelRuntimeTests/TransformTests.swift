import ModelRuntime
import Tensors
import Testing
import WeightFormat

@Suite struct TransformTests {
    private func scene(_ input: Precision = .float64) -> Scene {
        var scene = Scene()
        scene.task = .transform
        scene.classes = nil
        scene.input = input
        return scene
    }

    @Test("a scaler divides or multiplies, in its own width")
    func scaler() throws {
        var scene = scene()
        scene.tensors = ["o": .float64([1, 0]), "s": .float64([3, 10])]
        for (operation, expected) in [
            (ScalerStage.Operation.divide, [1.0 / 3, 0.1]), (.multiply, [3, 10]),
        ] {
            let stage = Stage.scaler(ScalerStage(operation: operation, offset: "o", scale: "s"))
            for model in try scene.models([stage]) {
                #expect(try model.predict([[2, 1]]).transformed?.table == [expected])
            }
        }
    }

    @Test("a cast rounds what follows to float32")
    func cast() throws {
        for model in try scene().models([.cast(CastStage(to: .float32))]) {
            let answers = try model.predict([[0.1, 1e-60]])
            #expect(answers.transformed?.table == [[Double(Float(0.1)), 0]])
            #expect(model.signature.outputs.first?.precision == .float32)
        }
    }

    @Test("a row divides by its norm")
    func normalizer() throws {
        for model in try scene().models([.normalizer(NormalizerStage(norm: .l2))]) {
            #expect(
                try model.predict([[3, -4], [0, 0]]).transformed?.table == [[0.6, -0.8], [0, 0]])
        }
    }

    @Test("a dense layer is a product and its activation, and others may follow")
    func dense() throws {
        var scene = scene()
        scene.tensors = [
            "w": .float64([1, -1, 2, 0, 0, 1], shape: [3, 2]), "b": .float64([0, 1, -1]),
        ]
        let cases: [(DenseStage.Activation, [Double])] = [
            (.identity, [-1, 3, 1]), (.relu, [0, 3, 1]),
            (.tanh, [-1, 3, 1].map { Double.tanh($0) }),
            (.logistic, [-1, 3, 1].map { 1 / (1 + Double.exp(-$0)) }),
        ]
        for (activation, expected) in cases {
            let stage = DenseStage(coefficients: "w", intercepts: "b", activation: activation)
            for model in try scene.models([.dense(stage)]) {
                #expect(try model.predict([[1, 2]]).transformed?.table == [expected])
                #expect(!model.signature.acceptsMissing)
            }
        }
    }
}
