import ModelRuntime
import Tensors
import Testing
import WeightFormat

@Suite struct CTRTests {
    /// A number and two categories: the number, whether the first category is `u`, and the table's
    /// columns are the answer.
    private func model(
        _ key: [CTRStage.KeyPart], _ statistic: CTRStage.Statistic, keys: [UInt64],
        counts: TensorData, sums: TensorData? = nil, denominator: Int? = nil,
        columns: [CTRStage.TableColumn]
    ) throws -> PreparedModel {
        var tensors: [String: TensorData] = [
            "numbers": .int32([1]), "categories": .int32([0, 2]),
            "indicators": .int32([0]), "values": .int32([CategoryHash.value(of: "u")]),
            "above": .uint8([1]), "keys": .int64(keys.map { Int64(bitPattern: $0) }),
            "counts": counts,
        ]
        tensors["sums"] = sums
        let stage = CTRStage(
            numbers: "numbers", missingAbove: "above", categories: "categories",
            indicators: .init(categories: "indicators", values: "values"),
            tables: [
                CTRStage.Table(
                    key: key, statistic: statistic, keys: "keys", counts: "counts",
                    sums: sums == nil ? nil : "sums", denominator: denominator, columns: columns)
            ])
        let document = WeightDocument(
            name: "scene",
            description: ModelDescription(
                task: .transform, input: .float32,
                stages: [.ctr(stage), .cast(CastStage(to: .float32))]),
            features: [
                Feature(name: "c", type: .text), Feature(name: "x"),
                Feature(name: "d", type: .text),
            ], sample: ["", 0, ""], provenance: Scene.provenance, tensors: tensors)
        return try PreparedModel(file: WeightFile(bytes: document.serialized()))
    }

    private static let magic: UInt64 = 0x4906_BA49_4954_CB65

    private static func key(_ values: Int64...) -> UInt64 {
        values.reduce(0) { magic &* ($0 &+ magic &* UInt64(bitPattern: $1)) }
    }

    private static let u = Int64(CategoryHash.value(of: "u"))
    private static let v = Int64(CategoryHash.value(of: "v"))

    private func answers(_ model: PreparedModel, _ rows: [[Cell]]) throws -> [[Double]] {
        try #require(
            model.predict(Batch(rows: rows, fitting: model.signature)).transformed
        ).table
    }

    @Test("numbers pass, and an indicator marks its category")
    func indicator() throws {
        let model = try model(
            [CTRStage.KeyPart(category: 0)], .counter, keys: [Self.key(Self.u)],
            counts: .int32([7], shape: [1, 1]), denominator: 10,
            columns: [.init(target: 0, prior: [0.5, 1], shift: 1, scale: 2)])
        #expect(
            try answers(model, [["u", 0.5, "x"], ["v", -1, "x"]]) == [
                [0.5, 1, Double((Float(7.5) / 11 + 1) * 2)],
                [-1, 0, Double((Float(0.5) / 11 + 1) * 2)],
            ])
    }

    @Test(
        "a statistic divides its good by its total",
        arguments: [
            (CTRStage.Statistic.buckets, 1, 5, 12), (.borders, 0, 9, 12), (.borders, 1, 4, 12),
            (.borders, 2, 0, 12),
        ] as [(CTRStage.Statistic, Int, Float, Float)])
    func classes(
        statistic: CTRStage.Statistic, target: Int, good: Float, total: Float
    ) throws {
        let model = try model(
            [CTRStage.KeyPart(category: 1)], statistic, keys: [Self.key(Self.v)],
            counts: .int32([3, 5, 4], shape: [1, 3]),
            columns: [.init(target: target, prior: [0.25, 1], shift: 0, scale: 15)])
        let rows = try answers(model, [["", 0, "v"], ["", 0, "never met"]])
        #expect(rows[0][2] == Double((good + 0.25) / (total + 1) * 15))
        #expect(rows[1][2] == Double(Float(0.25) / 1 * 15))
    }

    @Test("a mean divides the targets' sum by their count")
    func mean() throws {
        let model = try model(
            [CTRStage.KeyPart(category: 0)], .mean, keys: [Self.key(Self.u)],
            counts: .int32([4], shape: [1, 1]), sums: .float32([2.5]),
            columns: [.init(target: 0, prior: [0, 1], shift: 0, scale: 1)])
        #expect(try answers(model, [["u", 0, ""]])[0][2] == 0.5)
    }

    @Test("a key is made of categories, borders and single categories, a NaN above where told")
    func keys() throws {
        let model = try model(
            [
                CTRStage.KeyPart(category: 1), CTRStage.KeyPart(number: 0, above: 1),
                CTRStage.KeyPart(category: 0, is: CategoryHash.value(of: "u")),
            ], .counter, keys: [Self.key(Self.v, 1, 0), Self.key(Self.v, 0, 1)],
            counts: .int32([1, 2], shape: [2, 1]), denominator: 1,
            columns: [.init(target: 0, prior: [0, 0], shift: 0, scale: 1)])
        let batch = Batch(
            rows: 4,
            unchecked: [
                .texts(["x", "x", "u", "u"]), .numbers([2, .nan, 1, 2]),
                .texts(["v", "v", "v", "v"]),
            ], fitting: model.signature)
        let rows = try #require(model.predict(batch).transformed).table
        #expect(rows.map { $0[2] } == [1, 1, 2, 0])
    }

    @Test("a missing category is refused, and an integer is known by its digits")
    func refusals() throws {
        let model = try model(
            [CTRStage.KeyPart(category: 0)], .counter,
            keys: [Self.key(Int64(CategoryHash.value(of: "12")))],
            counts: .int32([5], shape: [1, 1]), denominator: 1,
            columns: [.init(target: 0, prior: [0, 0], shift: 0, scale: 1)])
        #expect(try answers(model, [[.integer(12), 0, ""]])[0][2] == 5)
        #expect(throws: PredictionError(row: 1, reason: "has no category in 'd'")) {
            try answers(model, [["", 0, ""], ["", 0, .missing]])
        }
    }
}
