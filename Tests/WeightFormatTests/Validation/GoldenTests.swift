import Testing
import WeightFormat

@Suite struct GoldenTests {
    private func document(
        rows: TensorData = .float64([1, 2, 3, 4], shape: [2, 2]),
        expect: [String: TensorData], absolute: Double = 0
    ) -> WeightDocument {
        var document = linearDocument()
        document.tensors["golden.rows"] = rows
        for (name, tensor) in expect { document.tensors["golden." + name] = tensor }
        document.golden = Golden(
            rows: "golden.rows",
            expect: Dictionary(uniqueKeysWithValues: expect.keys.map { ($0, "golden." + $0) }),
            tolerance: .init(absolute: absolute, relative: 0), source: "scikit-learn 1.9.1")
        return document
    }

    @Test("golden rows come back with their answers")
    func roundTrip() throws {
        let document = document(expect: [
            "label": .int64([0, 1]), "probabilities": .float64([1, 0, 0, 1], shape: [2, 2]),
            "decision": .float64([1, 2]),
        ])
        let file = try WeightFile(bytes: document.serialized())
        #expect(file.golden == document.golden)
        #expect(try file.tensor("golden.label").int64() == [0, 1])
    }

    @Test(
        "answers that do not fit the model are refused",
        arguments: [
            ("label", TensorData.int64([0, 2])), ("label", .int64([0])), ("label", .int32([0, 1])),
            ("label", .int64([0, -1])), ("probabilities", .float64([1, 2])),
            ("probabilities", .int64([1, 2, 3, 4], shape: [2, 2])), ("value", .float64([1, 2])),
            ("magic", .float64([1, 2])),
        ])
    func wrongAnswers(name: String, tensor: TensorData) {
        #expect(throws: WeightError.self) {
            try document(expect: [name: tensor]).serialized()
        }
    }

    @Test(
        "rows that do not fit the model are refused",
        arguments: [
            TensorData.float64([1, 2]), .float64([], shape: [0, 2]),
            .float64([1, 2, 3], shape: [1, 3]), .int64([1, 2], shape: [1, 2]),
        ])
    func wrongRows(rows: TensorData) {
        #expect(throws: WeightError.self) { try document(rows: rows, expect: [:]).serialized() }
    }

    @Test("a tolerance is not negative")
    func tolerance() {
        #expect(throws: WeightError.self) {
            try document(expect: [:], absolute: -1).serialized()
        }
    }
}
