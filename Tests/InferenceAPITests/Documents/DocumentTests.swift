import InferenceAPI
import Testing

struct DocumentTests {
    private static let metadata = ModelMetadata(
        dataType: "float32", dataStructure: ModelMetadata.structure(rows: 1, columns: 4),
        dataSample: [[5.1, 3.5, 1.4, 0.2]], predictionType: "float32", predictionStructure: "(1,2)",
        predictionSample: .values([0.98, 0.02]))

    @Test("metadata stands in the book's order")
    func metadata() throws {
        let text = written { Self.metadata.append(to: &$0) }
        #expect(
            text == #"{"data_type":"float32","data_structure":"(1,4)","#
                + #""data_sample":[[5.1,3.5,1.4,0.2]],"prediction_type":"float32","#
                + #""prediction_structure":"(1,2)","prediction_sample":[0.98,0.02]}"#)
        #expect(try ModelMetadata(json: bytes(text).span) == Self.metadata)
    }

    @Test("a proxy's sample is keyed by service, in order, null for one that is down")
    func proxyMetadata() throws {
        var metadata = Self.metadata
        metadata.predictionSample = .services([
            .init(name: "virginica", values: [0.5]), .init(name: "setosa", values: nil),
        ])
        metadata.features = [FeatureDocument(name: "petal length (cm)")]
        metadata.classes = [.integer(1), .real(1), .text("x")]
        metadata.release = "r1"
        metadata.model = ModelTag("iris@0123456789abcdef")
        let text = written { metadata.append(to: &$0) }
        #expect(
            text.hasSuffix(
                #""prediction_sample":{"service_virginica":[0.5],"service_setosa":null},"#
                    + #""features":[{"name":"petal length (cm)","type":"number"}],"#
                    + #""classes":[1,1.0,"x"],"release":"r1","model":"iris@0123456789abcdef"}"#))
        #expect(try ModelMetadata(json: bytes(text).span) == metadata)
    }

    @Test("metadata without a key names it")
    func missingKey() {
        let expected = DocumentError.wrongType(key: "data_type", expected: "a string")
        #expect(throws: expected) { try ModelMetadata(json: bytes("{}").span) }
        #expect(
            expected.description
                == "The key \"data_type\" of the document is missing or not a string.")
    }

    @Test("labels stand by index, and are read in any order")
    func labels() throws {
        let document = LabelDocument(labels: [.text("setosa"), .text("other")])
        #expect(written { document.append(to: &$0) } == #"{"0":"setosa","1":"other"}"#)
        #expect(try LabelDocument(json: bytes(#"{"1":"other","0":"setosa"}"#).span) == document)
        let many = LabelDocument(labels: (0..<12).map { .integer($0) })
        let text = written { many.append(to: &$0) }
        #expect(try LabelDocument(json: bytes(text).span) == many)
    }

    @Test(
        "labels whose indices have holes are refused",
        arguments: [
            #"{"1":"a"}"#, #"{"0":"a","0":"b"}"#, #"{"0":null}"#, "[]", #"{"x":"a"}"#,
            #"{"-1":"a"}"#, #"{"0":"a","00":"b"}"#,
        ])
    func badLabels(text: String) {
        #expect(throws: DocumentError.self) { try LabelDocument(json: bytes(text).span) }
    }

    @Test("health of one and of all")
    func health() throws {
        #expect(written { HealthDocument.ok.append(to: &$0) } == #"{"health":"ok"}"#)
        #expect(try HealthDocument(json: bytes(#"{"health":"ok"}"#).span) == .ok)
        let all = written {
            HealthDocument.append(
                all: [("setosa", .ok), ("versicolor", HealthDocument(health: "timeout"))], to: &$0)
        }
        #expect(all == #"{"setosa":{"health":"ok"},"versicolor":{"health":"timeout"}}"#)
    }
}
