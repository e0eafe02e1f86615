import InferenceAPI
import Testing

struct InferenceResponseTests {
    private static func tensor(
        _ name: String, _ datatype: TensorDatatype, _ shape: [Int], _ elements: TensorElements
    ) -> InferenceTensor {
        InferenceTensor(name: name, datatype: datatype, shape: shape, elements: elements)
    }

    @Test("without binary outputs the body is JSON throughout")
    func json() {
        let response = InferenceResponse(
            model: "m", version: "1", id: "é\"",
            outputs: [
                .init(
                    Self.tensor("p", .fp32, [2, 2], .floats([0.25, 0.1, .nan, .infinity])),
                    isBinary: false),
                .init(Self.tensor("label", .bytes, [2], .texts(["a\n", nil])), isBinary: false),
                .init(Self.tensor("i", .int64, [2], .integers([1, -7])), isBinary: false),
                .init(Self.tensor("b", .bool, [2], .booleans([true, false])), isBinary: false),
            ])
        var length: Int? = 0
        let text = written { length = response.append(to: &$0) }
        #expect(length == nil)
        #expect(
            text == #"{"model_name":"m","model_version":"1","id":"é\"","outputs":["#
                + #"{"name":"p","datatype":"FP32","shape":[2,2],"data":[0.25,0.10000000149011612,null,null]},"#
                + #"{"name":"label","datatype":"BYTES","shape":[2],"data":["a\n",null]},"#
                + #"{"name":"i","datatype":"INT64","shape":[2],"data":[1,-7]},"#
                + #"{"name":"b","datatype":"BOOL","shape":[2],"data":[true,false]}]}"#)
    }

    @Test("binary outputs stand behind the JSON in order, and non-finite numbers are exact")
    func binary() throws {
        let response = InferenceResponse(
            model: "m", version: "1",
            outputs: [
                .init(Self.tensor("p", .fp32, [1, 2], .floats([1, -.infinity])), isBinary: true),
                .init(Self.tensor("j", .fp64, [1], .doubles([0.5])), isBinary: false),
                .init(Self.tensor("label", .bytes, [1], .texts(["é"])), isBinary: true),
                .init(Self.tensor("i", .int32, [1], .integers([-2])), isBinary: true),
            ])
        var body: [UInt8] = []
        let length = try #require(response.append(to: &body))
        #expect(
            String(decoding: body[..<length], as: UTF8.self)
                == #"{"model_name":"m","model_version":"1","outputs":["#
                + #"{"name":"p","datatype":"FP32","shape":[1,2],"parameters":{"binary_data_size":8}},"#
                + #"{"name":"j","datatype":"FP64","shape":[1],"data":[0.5]},"#
                + #"{"name":"label","datatype":"BYTES","shape":[1],"parameters":{"binary_data_size":6}},"#
                + #"{"name":"i","datatype":"INT32","shape":[1],"parameters":{"binary_data_size":4}}]}"#
        )
        #expect(
            Array(body[length...]) == [
                0, 0, 0x80, 0x3F, 0, 0, 0x80, 0xFF, 2, 0, 0, 0, 0xC3, 0xA9, 0xFE, 0xFF, 0xFF, 0xFF,
            ])
    }

    @Test("documents are as the protocol has them")
    func documents() {
        let model = ModelDocument(
            name: "iris", versions: ["1"],
            inputs: [TensorDocument(name: "input", datatype: .fp64, shape: [-1, 2])],
            outputs: [TensorDocument(name: "label", datatype: .bytes, shape: [-1])],
            features: ["a", "b"], classes: [.text("x"), .integer(1)])
        #expect(
            written { model.append(to: &$0) }
                == #"{"name":"iris","versions":["1"],"platform":"chorus","#
                + #""inputs":[{"name":"input","datatype":"FP64","shape":[-1,2]}],"#
                + #""outputs":[{"name":"label","datatype":"BYTES","shape":[-1]}],"#
                + #""parameters":{"features":["a","b"],"classes":["x",1]}}"#)
        #expect(
            written { ServerDocument.append(name: "chorus", version: "1.2.3", to: &$0) }
                == #"{"name":"chorus","version":"1.2.3","extensions":["binary_tensor_data"]}"#)
        #expect(
            written { InferenceErrorDocument.append("No \"x\".", to: &$0) }
                == #"{"error":"No \"x\"."}"#)
    }
}
