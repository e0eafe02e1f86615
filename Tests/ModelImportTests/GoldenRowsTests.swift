import FoundationEssentials
import ModelImport
import Testing
import WeightFormat

@Suite struct GoldenRowsTests {
    private func attach(rows: String, answers: String?) throws -> WeightDocument {
        let folder = FileManager.default.temporaryDirectory.path
        let name = "\(UInt64.random(in: 0...UInt64.max))"
        let paths = [folder + "/rows-\(name).csv", folder + "/answers-\(name).csv"]
        try Data(rows.utf8).write(to: URL(filePath: paths[0]))
        try Data((answers ?? "").utf8).write(to: URL(filePath: paths[1]))
        defer { for path in paths { try? FileManager.default.removeItem(atPath: path) } }
        var document = try importModel(
            path: fixtures + "/iris_svc_0_setosa.onnx",
            options: ImportOptions(classes: ["setosa", "other, \"all\""]), date: today)
        let golden = try GoldenRows(
            rowsPath: paths[0], answersPath: answers == nil ? nil : paths[1], for: document)
        golden.attach(to: &document, source: "onnxruntime 1.31.1")
        return document
    }

    @Test("rows and answers become golden tensors")
    func attached() throws {
        let document = try attach(
            rows: "a,b,c,d\n1,2,3,4\r\n\n5.1,3.5,1.4,nan\n",
            answers:
                "probability_1,label,probability_0\n0.7,\"other, \"\"all\"\"\",0.3\n0,setosa,1\n")

        #expect(document.tensors["golden.label"] == .int64([1, 0]))
        #expect(
            document.tensors["golden.probabilities"] == .float64([0.3, 0.7, 1, 0], shape: [2, 2]))
        #expect(document.tensors["golden.rows"]?.shape == [2, 4])
        #expect(document.golden?.source == "onnxruntime 1.31.1")
        _ = try document.serialized()
    }

    @Test("rows without answers and without a header are rows")
    func rowsAlone() throws {
        let document = try attach(rows: "1,2,3,4", answers: nil)
        #expect(document.golden?.expect == [:])
        _ = try document.serialized()
    }

    @Test(
        "CSV that does not fit is refused with its line",
        arguments: [
            ("", nil, "line 1"), ("1,2,3\n", nil, "3 numbers for 4 features"),
            ("1,2,3,4\n1,2,3\n", nil, "line 2 has 3 fields, not 4"),
            ("1,2,3,4\n1,2,x,4\n", nil, "line 2 has 'x', no number"),
            ("1,2,3,4", "magic\n1\n", "names 'magic'"),
            ("1,2,3,4", "label\nblue\n", "line 2 has 'blue', no class"),
            ("1,2,3,4", "label\nsetosa\nsetosa\n", "heads 2 answers for 1 rows"),
            ("1,2,3,4", "probability_1\n1\n", "leaves out a column"),
            ("1,2,3,4", "label,label\nsetosa,setosa\n", "names 'label' twice"),
            ("1,2,3,4", "probability_0\nhalf\n", "has 'half', no number"),
            ("1,2,3,4", "label\n\"setosa\n", "quotation mark"),
        ] as [(String, String?, String)])
    func refused(rows: String, answers: String?, words: String) {
        let error = #expect(throws: ImportError.self) {
            try attach(rows: rows, answers: answers)
        }
        #expect(error?.description.contains(words) == true, "\(error?.description ?? "")")
    }
}
