import Testing

@testable import WeightFormat

/// One metadata value changed, and the words that the error must hold.
struct WrongText: CustomTestStringConvertible {
    var key: String
    /// Nil takes the key away.
    var text: String?
    var error: String
    var testDescription: String { "\(key) = \(text ?? "nothing")" }
}

@Suite struct MetadataTests {
    static let wrong: [WrongText] = [
        WrongText(key: "format", text: nil, error: "'format' is missing"),
        WrongText(key: "format", text: "chorus/2", error: "is 'chorus/2', not 'chorus/1'"),
        WrongText(key: "name", text: nil, error: "'name' is missing"),
        WrongText(key: "name", text: "", error: "'name' is empty"),
        WrongText(key: "model", text: nil, error: "'model' is missing"),
        WrongText(key: "model", text: "{", error: "'model' is not"),
        WrongText(
            key: "model", text: #"{"task":"classification","input":"float64","stages":[{}]}"#,
            error: "stages.0.kind"),
        WrongText(
            key: "model", text: #"{"task":"magic","input":"float64","stages":[]}"#, error: "task"),
        WrongText(
            key: "model", text: #"{"task":"transform","input":"float64","stages":[]}"#,
            error: "'classes' is there"),
        WrongText(
            key: "model", text: String(repeating: #"{"stages":["#, count: 10_000), error: "'model'"),
        WrongText(key: "features", text: nil, error: "'features' is missing"),
        WrongText(key: "features", text: "[]", error: "lists 0"),
        WrongText(key: "features", text: #"[{"type":"picture"}]"#, error: "0.type"),
        WrongText(
            key: "features", text: #"[{"type":"number"}]"#, error: "2 numbers for 1 features"),
        WrongText(key: "classes", text: nil, error: "'classes' is missing"),
        WrongText(key: "classes", text: "[1,1]", error: "lists a label twice"),
        WrongText(key: "classes", text: "[1,\"a\"]", error: "mixes"),
        WrongText(key: "classes", text: "[]", error: "lists 0"),
        WrongText(key: "classes", text: "[null]", error: "no JSON array of labels"),
        WrongText(key: "classes", text: "[1,2,3]", error: "3 classes"),
        WrongText(key: "sample", text: nil, error: "'sample' is missing"),
        WrongText(key: "sample", text: "[1]", error: "1 numbers for 2 features"),
        WrongText(key: "sample", text: "[1,null]", error: "'sample'"),
        WrongText(key: "sample", text: "[1,1e999]", error: "'sample'"),
        WrongText(key: "sample", text: "[1,NaN]", error: "'sample'"),
        WrongText(key: "provenance", text: nil, error: "'provenance' is missing"),
        WrongText(key: "provenance", text: "{}", error: "provenance"),
        WrongText(
            key: "golden",
            text: #"{"rows":"x","expect":{},"tolerance":{"absolute":0,"relative":0}}"#,
            error: "tensor 'x' is missing"),
        WrongText(
            key: "golden",
            text: #"{"rows":"offset","expect":{},"tolerance":{"absolute":0,"relative":0}}"#,
            error: "needs rows"),
    ]

    @Test("a wrong metadata value is refused with its reason", arguments: wrong)
    func refused(case wrong: WrongText) throws {
        let error = #expect(throws: WeightFault.self) {
            let container = try Container(MappedBytes(linearDocument().serialized()))
            var texts = container.header.metadata
            texts[wrong.key] = wrong.text
            let metadata = try Metadata(texts: texts)
            _ = try Validation(
                metadata: metadata, tensors: TensorTable(container: container, file: "x")
            ).run()
        }
        let sentence = error?.description ?? ""
        #expect(sentence.contains(wrong.error), "\(sentence)")
    }

    @Test("keys that this version does not know are passed over")
    func unknownKeys() throws {
        var texts = try Container(MappedBytes(linearDocument().serialized())).header.metadata
        texts["colour"] = "blue"
        #expect(try Metadata(texts: texts).name == "iris")
    }
}
