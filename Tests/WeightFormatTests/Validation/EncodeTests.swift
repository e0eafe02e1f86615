import Testing
import WeightFormat

@Suite struct EncodeTests {
    private func document(
        _ change: (inout WeightDocument, inout EncodeStage) -> Void = { _, _ in }
    ) -> WeightDocument {
        var document = WeightDocument(
            name: "columns",
            description: ModelDescription(task: .transform, input: .float64, stages: []),
            features: [Feature(name: "colour", type: .text), Feature(name: "weight")],
            sample: ["red", 1.5], provenance: provenance, tensors: [:])
        let table = document.tensors.keep(["red", "grün"], as: "colours")
        var stage = EncodeStage(columns: [
            ColumnEncoding(texts: table, unknown: .code(-1), missing: .missing), .number,
        ])
        change(&document, &stage)
        document.description.stages = [.encode(stage)] + document.description.stages
        return document
    }

    @Test("columns, their tables and a sample of texts come back as they went")
    func roundTrip() throws {
        let document = document()
        let file = try WeightFile(bytes: document.serialized())
        #expect(file.features == document.features)
        #expect(file.sample == [.text("red"), .number(1.5)])
        #expect(file.description == document.description)
        #expect(file.outputColumns == ["transformed": 2])
        guard case .encode(let stage)? = file.description.stages.first,
            let table = stage.columns[0].texts
        else {
            Issue.record("the stages are \(file.description.stages)")
            return
        }
        #expect(try file.texts(table) == ["red", "grün"])
    }

    @Test(
        "a table that is none, or columns that do not fit the features, are refused",
        arguments: [
            ("offsets beyond the bytes", "do not part its bytes"),
            ("falling offsets", "do not part its bytes"), ("no offsets", "no I64 list"),
            ("half a character", "not UTF-8"), ("a text twice", "lists a text twice"),
            ("too few columns", "encodes 1 columns of 2 features"),
            ("texts for a number", "has texts for 'weight'"),
            ("no texts", "no texts for 'colour'"), ("codes", "shape [2], not [1]"),
            ("not the first stage", "is not the first stage"),
            ("no stage", "has no stage that encodes the text 'colour'"),
            ("sample", "has no text for 'colour'"),
        ])
    func refused(fault: String, words: String) throws {
        var document = document { document, stage in
            switch fault {
            case "offsets beyond the bytes":
                document.tensors["colours.offsets"] = .int64([0, 3, 9])
            case "falling offsets": document.tensors["colours.offsets"] = .int64([0, 9, 8])
            case "no offsets": document.tensors["colours.offsets"] = .int64([])
            case "half a character": document.tensors["colours.offsets"] = .int64([0, 6, 8])
            case "a text twice": _ = document.tensors.keep(["red", "red"], as: "colours")
            case "too few columns": stage.columns.removeLast()
            case "texts for a number": stage.columns[1].texts = stage.columns[0].texts
            case "no texts": stage.columns[0].texts = nil
            case "codes":
                document.tensors["codes"] = .float64([1])
                stage.columns[0].codes = "codes"
            case "not the first stage": document.description.stages = [.encode(stage)]
            default: document.sample[0] = 1
            }
        }
        if fault == "no stage" {
            document.sample[0] = "red"
            document.description.stages = [.cast(CastStage(to: .float32))]
        }
        let error = #expect(throws: WeightError.self) { try document.serialized() }
        #expect(error?.description.contains(words) == true, "\(error?.description ?? "")")
    }
}
