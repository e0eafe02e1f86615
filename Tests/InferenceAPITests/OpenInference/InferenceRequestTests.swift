import InferenceAPI
import Testing

struct InferenceRequestTests {
    @Test("inputs, outputs, id and parameters are read, whatever the order of keys")
    func whole() throws {
        let read = try inference(
            #"""
            {"outputs":[{"name":"label","parameters":{"binary_data":true,"x":[{}]}},{"name":"p"}],
             "parameters":{"binary_data_output":false,"timeout":1500,"priority":3,"missing":"-"},
             "future":{"a":[1,{"b":null}]},"id":"job-1",
             "inputs":[{"data":[1.5,NaN,null,-Infinity],"parameters":{"content_type":"np"},
                        "shape":[2,2],"datatype":"FP64","name":"x"}]}
            """#)
        #expect(read.id == "job-1")
        #expect(read.parameters.timeout == .microseconds(1_500))
        #expect(read.parameters.missing == "-")
        #expect(read.outputs.map(\.name) == ["label", "p"])
        #expect(read.outputs.map { read.isBinary($0) } == [true, false])
        let input = try #require(read.inputs.first)
        #expect(input.name == "x")
        #expect(input.shape == [2, 2])
        guard case .doubles(let values) = input.elements else {
            Issue.record("not doubles")
            return
        }
        #expect(values[0] == 1.5)
        #expect(values[1].isNaN)
        #expect(values[2].isNaN)
        #expect(values[3] == -.infinity)
    }

    @Test(
        "values are read by their datatype",
        arguments: [
            ("BOOL", "[true,false,1,0]", TensorElements.booleans([true, false, true, false])),
            ("UINT8", "[0,255,3.0,1e1]", .integers([0, 255, 3, 10])),
            ("INT8", "[-128,127,-0,5]", .integers([-128, 127, 0, 5])),
            (
                "INT32", "[-2147483648,2147483647,0,1]",
                .integers([-2_147_483_648, 2_147_483_647, 0, 1])
            ),
            (
                "INT64", "[-9223372036854775808,9223372036854775807,-1,9007199254740993]",
                .integers([.min, .max, -1, 9_007_199_254_740_993])
            ),
            ("FP32", "[0.1,1e39,-0.0,16777217]", .floats([0.1, .infinity, -0.0, 16_777_216])),
            ("FP64", "[0.1,1e400,-0.0,16777217]", .doubles([0.1, .infinity, -0.0, 16_777_217])),
            ("BYTES", #"["a","","\u00e9\ud83d\ude00",null]"#, .texts(["a", "", "é😀", nil])),
        ])
    func datatypes(word: String, data: String, expected: TensorElements) throws {
        for shape in ["[4]", "[4,1]", "[2,2]", "[1,2,2]"] {
            let read = try inference(Self.body(word, shape, data))
            #expect(read.inputs.first?.elements == expected)
        }
    }

    @Test(
        "nested lists and a flat one are the same tensor",
        arguments: [
            ("[2,3]", "[[1,2,3],[4,5,6]]"), ("[2,3]", " [ 1 ,2,3,4,5,6 ] "),
            ("[2,1,3]", "[[[1,2,3]],[[4,5,6]]]"), ("[6,1]", "[[1],[2],[3],[4],[5],[6]]"),
        ])
    func nesting(shape: String, data: String) throws {
        let read = try inference(Self.body("INT32", shape, data))
        #expect(read.inputs.first?.elements == .integers([1, 2, 3, 4, 5, 6]))
    }

    @Test(
        "no rows are a tensor, too",
        arguments: [("[0,4]", "[]"), ("[0]", "[]"), ("[2,0]", "[[],[]]")])
    func empty(shape: String, data: String) throws {
        let read = try inference(Self.body("FP32", shape, data))
        #expect(read.inputs.first?.elements == .floats([]))
    }

    @Test("an output's own form wins over the request's")
    func binaryOutputs() throws {
        let read = try inference(
            #"{"parameters":{"binary_data_output":true},"inputs":[\#(Self.one)],"#
                + #""outputs":[{"name":"a"},{"name":"b","parameters":{"binary_data":false}}]}"#)
        #expect(read.outputs.map { read.isBinary($0) } == [true, false])
        #expect(read.isBinary(nil))
    }

    static let one = #"{"name":"x","datatype":"FP32","shape":[1],"data":[1]}"#

    static func body(_ datatype: String, _ shape: String, _ data: String) -> String {
        #"{"inputs":[{"name":"x","shape":\#(shape),"datatype":"\#(datatype)","data":\#(data)}]}"#
    }
}

func inference(
    _ text: String, limits: RequestLimits = .default
) throws(InferenceRequestError) -> InferenceRequest {
    try InferenceRequest(body: bytes(text).span, limits: limits)
}

func inferenceError(
    _ body: [UInt8], headerLength: Int? = nil, limits: RequestLimits = .default
) -> InferenceRequestError? {
    do throws(InferenceRequestError) {
        _ = try InferenceRequest(body: body.span, headerLength: headerLength, limits: limits)
        return nil
    } catch { return error }
}
