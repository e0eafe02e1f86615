import ModelRuntime
import Tensors
import Testing
import WeightFormat

@Suite struct EncodeTests {
    /// A text feature of two categories, an integer feature of codes 0.5 and NaN, and a number.
    private func scene(
        unknown: ColumnEncoding.Fallback? = nil, missing: ColumnEncoding.Fallback? = nil
    ) -> (Scene, EncodeStage) {
        var scene = Scene(task: .transform, classes: nil)
        scene.types = [
            Feature(name: "colour", type: .text), Feature(name: "size", type: .integer),
            Feature(name: "weight"),
        ]
        scene.sample = ["red", .integer(7), 1.5]
        scene.tensors["codes"] = .float64([0.5, .nan])
        scene.tensors["sizes"] = .int64([7, -1])
        let table = scene.tensors.keep(["red", "\u{E9}"], as: "colours")
        let stage = EncodeStage(columns: [
            ColumnEncoding(texts: table, unknown: unknown, missing: missing),
            ColumnEncoding(integers: "sizes", codes: "codes", unknown: unknown), .number,
        ])
        return (scene, stage)
    }

    @Test("texts and integers become their codes, numbers stay as they are")
    func codes() throws {
        let (scene, stage) = scene()
        for model in try scene.models([.encode(stage)]) {
            #expect(model.signature.takesColumns)
            let rows: [[Cell]] = [["\u{E9}", 7, 1.5], ["red", -1, 2]]
            let answers = try model.predict(Batch(rows: rows, fitting: model.signature))
            let table = try #require(answers.transformed?.table)
            #expect(table[0] == [1, 0.5, 1.5])
            #expect(table[1][0] == 0 && table[1][1].isNaN && table[1][2] == 2)
        }
    }

    @Test("a category is known by its bytes, not by what they look like")
    func exactBytes() throws {
        let (scene, stage) = scene(unknown: .code(-1))
        for model in try scene.models([.encode(stage)]) {
            let batch = try Batch(rows: [["e\u{301}", 7, 0]], fitting: model.signature)
            #expect(try model.predict(batch).transformed?[0, 0] == -1)
        }
    }

    @Test("an unknown or missing category becomes what the file says, or the row is refused")
    func fallbacks() throws {
        let (lenient, stage) = scene(unknown: .missing, missing: .code(9))
        for model in try lenient.models([.encode(stage)]) {
            let rows: [[Cell]] = [["teal", 8, 0], [.missing, 7, 0]]
            let table = try model.predict(Batch(rows: rows, fitting: model.signature)).transformed
            #expect(table?[0, 0].isNaN == true && table?[0, 1].isNaN == true)
            #expect(table?[1, 0] == 9)
        }
        let (strict, refusing) = scene()
        for model in try strict.models([.encode(refusing)]) {
            let unknown = try Batch(
                rows: [["red", 7, 0], ["teal", 7, 0]], fitting: model.signature)
            let reason = "has the unknown category 'teal' in 'colour'"
            #expect(throws: PredictionError(row: 1, reason: reason)) {
                try model.predict(unknown)
            }
            let missing = try Batch(rows: [[.missing, 7, 0]], fitting: model.signature)
            #expect(throws: PredictionError(row: 0, reason: "misses a value in 'colour'")) {
                try model.predict(missing)
            }
        }
    }

    @Test("columns are converted as the features take them")
    func conversions() throws {
        let (scene, stage) = scene(unknown: .code(-1))
        let signature = try PreparedModel(file: scene.file([.encode(stage)])).signature
        let batch = try Batch(
            rows: 1, columns: [.integers([3]), .numbers([7]), .integers([2])], fitting: signature)
        #expect(batch.content == .columns([.texts(["3"]), .integers([7]), .numbers([2])]))
        let colour = signature.features[0]
        #expect(throws: BatchError.type(row: 0, feature: colour, found: "a number")) {
            try Batch(
                rows: 1, columns: [.numbers([3]), .numbers([7]), .integers([2])],
                fitting: signature)
        }
        let size = signature.features[1]
        #expect(throws: BatchError.type(row: 0, feature: size, found: "7.5")) {
            try Batch(rows: [["red", 7.5, 0]], fitting: signature)
        }
        #expect(throws: BatchError.length(feature: colour, found: 1, expected: 2)) {
            try Batch(
                rows: 2, columns: [.texts(["red"]), .numbers([7]), .numbers([0])],
                fitting: signature)
        }
        #expect(throws: BatchError.matrix(features: [colour, size])) {
            try Batch(rows: 1, values: [0.0, 0, 0], fitting: signature)
        }
    }

    @Test("columns of a model of numbers are one matrix")
    func matrix() throws {
        let signature = Signature(
            features: [FeatureSignature(name: "a"), FeatureSignature(name: "b")], input: .float32,
            task: .regression, outputs: [])
        let batch = try Batch(
            rows: 2, columns: [.numbers([0.1, 1]), .integers([2, 3])], fitting: signature)
        let matrix = Matrix<Float>(rows: 2, columns: 2, values: [0.1, 2, 1, 3])
        #expect(batch.content == .matrix(.float32(matrix)))
    }

    @Test("golden rows of columns are replayed, missing texts too")
    func golden() throws {
        var (scene, stage) = scene(missing: .code(9))
        scene.tensors["golden.size"] = .int64([7, 7])
        scene.tensors["golden.weight"] = .float64([1, .nan])
        scene.tensors["golden.missing"] = .uint8([0, 1])
        scene.tensors["expected"] = .float64([0, 0.5, 1, 9, 0.5, .nan], shape: [2, 3])
        let texts = scene.tensors.keep(["red", ""], as: "golden.colour")
        scene.golden = Golden(
            rows: .columns([
                Golden.Column(texts: texts, missing: "golden.missing"),
                Golden.Column(integers: "golden.size"), Golden.Column(numbers: "golden.weight"),
            ]), expect: ["transformed": "expected"],
            tolerance: Golden.Tolerance(absolute: 0, relative: 0))
        let file = try scene.file([.encode(stage)])
        #expect(try file.goldenRowCount() == 2)
        let verification = try Verification(of: PreparedModel(file: file), against: file)
        #expect(verification.verdict == .passed, "\(verification)")
    }
}
