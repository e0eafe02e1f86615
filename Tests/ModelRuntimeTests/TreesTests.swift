import ModelRuntime
import Testing
import WeightFormat

@Suite struct TreesTests {
    /// Two stumps: x0 <= 0.1 gives row 0 else row 1; x1 <= -1 gives row 2 else row 3.
    private func scene(missing: [UInt8]? = nil) -> Scene {
        var scene = Scene(task: .regression, input: .float32, classes: nil)
        scene.tensors = [
            "roots": .int32([0, 3]), "features": .int32([0, -1, -1, 1, -1, -1]),
            "thresholds": .float64([0.1, 0, 0, -1, 0, 0]), "left": .int32([1, 0, 1, 4, 2, 3]),
            "right": .int32([2, 0, 0, 5, 0, 0]),
            "values": .float64([1, 2, 10, 20], shape: [4, 1]),
            "base": .float64([100]),
        ]
        if let missing { scene.tensors["missing"] = .uint8(missing) }
        return scene
    }

    private func stage(
        _ aggregate: TreesStage.Aggregate = .sum, base: String? = nil, missing: String? = nil
    ) -> Stage {
        .trees(
            TreesStage(
                roots: "roots", features: "features", thresholds: "thresholds", left: "left",
                right: "right", comparison: .lessOrEqual, missingGoesLeft: missing,
                values: "values", outputs: 1, aggregate: aggregate, base: base,
                accumulator: .float64, result: .float64))
    }

    private let head = Stage.regress(RegressHead(link: .identity))

    @Test("a float32 row is held to a float64 threshold as it is")
    func threshold() throws {
        // The float32 nearest to 0.1 is above it; the next lower one is below.
        let narrow = Float(0.1)
        for model in try scene().models([stage(), head]) {
            let answers = try model.predict([
                [Double(narrow), -1], [Double(narrow.nextDown), Double(Float(-1).nextUp)],
            ])
            #expect(answers.value?.table == [[12], [21]])
        }
    }

    @Test(
        "leaves are folded as the ensemble says, and the base comes last",
        arguments: [
            (TreesStage.Aggregate.sum, 112.0), (.average, 106), (.min, 102), (.max, 110),
        ])
    func aggregates(aggregate: TreesStage.Aggregate, expected: Double) throws {
        for model in try scene().models([stage(aggregate, base: "base"), head]) {
            #expect(try model.predict([[1, -2]]).value?.table == [[expected]])
        }
    }

    @Test("missing values go where the nodes send them, and are refused where none does")
    func missing() throws {
        let nodes: [UInt8] = [1, 0, 0, 0, 0, 0]
        for model in try scene(missing: nodes).models([stage(missing: "missing"), head]) {
            #expect(model.signature.acceptsMissing)
            let answers = try model.predict([[.nan, .nan], [.infinity, -.infinity]])
            #expect(answers.value?.table == [[21], [12]])
        }
        for model in try scene().models([stage(), head]) {
            #expect(throws: BatchError.missing(row: 1, column: 0)) {
                try model.predict([[0, 0], [.nan, 0]])
            }
        }
    }

    @Test("a scaler before the trees hands a missing value on")
    func missingBehindScaler() throws {
        var scene = scene(missing: [1, 0, 0, 0, 0, 0])
        scene.tensors["offset"] = .float32([0, 0])
        scene.tensors["scale"] = .float32([1, 1])
        let scaler = Stage.scaler(
            ScalerStage(operation: .multiply, offset: "offset", scale: "scale"))
        for model in try scene.models([scaler, stage(missing: "missing"), head]) {
            #expect(try model.predict([[.nan, .nan]]).value?.table == [[21]])
        }
    }

    @Test("a base that begins the sum is rounded with the first leaf, not with the last")
    func sumFromBase() throws {
        var scene = scene()
        scene.tensors["values"] = .float32([1, 0, 1e-7, 0], shape: [4, 1])
        scene.tensors["base"] = .float32([-1])
        let trees = TreesStage(
            roots: "roots", features: "features", thresholds: "thresholds", left: "left",
            right: "right", comparison: .lessOrEqual, values: "values", outputs: 1,
            aggregate: .sumFromBase, base: "base", accumulator: .float32, result: .float32)
        for model in try scene.models([.trees(trees), head]) {
            #expect(try model.predict([[0, -2]]).value?.table == [[Double(1e-7 as Float)]])
        }
    }

    @Test("sets, zeros that are missing and linear leaves reach both forms")
    func parts() throws {
        var scene = scene(missing: [1, 0, 0, 3, 0, 0])
        scene.tensors.merge(
            [
                "codes": .uint8([6, 0, 0, 0, 0, 0]), "offsets": .int64([0, 1]),
                "words": .int32([0b110]), "constants": .float64([1, 2, 10, 20]),
                "terms": .int32([1]), "ends": .int64([0, 0, 1, 1, 1]),
                "coefficients": .float64([0.5]), "thresholds": .float64([0, 0, 0, -1, 0, 0]),
            ], uniquingKeysWith: { $1 })
        var trees = TreesStage(
            roots: "roots", features: "features", thresholds: "thresholds", left: "left",
            right: "right", comparison: .lessOrEqual, comparisons: "codes",
            missingGoesLeft: "missing", values: "values", outputs: 1, aggregate: .sum,
            accumulator: .float64, result: .float64)
        trees.categories = TreesStage.Categories(
            offsets: "offsets", words: "words", rounding: .towardZero, outside: .right)
        trees.linear = TreesStage.Linear(
            constants: "constants", offsets: "ends", features: "terms",
            coefficients: "coefficients")
        for model in try scene.models([.trees(trees), head]) {
            let answers = try model.predict([[1, 4], [0, 4], [.nan, 0], [0, .nan]])
            #expect(answers.value?.table == [[21], [24], [11], [12]])
        }
    }
}
