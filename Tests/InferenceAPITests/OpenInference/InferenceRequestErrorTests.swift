import InferenceAPI
import Testing

struct InferenceRequestErrorTests {
    static let inputs: [(text: String, says: String)] = [
        (#"{"datatype":"FP32","shape":[1],"data":[1]}"#, #"An input has no "name"."#),
        (#"{"name":"x","shape":[1],"data":[1]}"#, #"Input "x" has no "datatype"."#),
        (#"{"name":"x","datatype":"FP32","data":[1]}"#, #"Input "x" has no "shape"."#),
        (#"{"name":"x","datatype":"FP32","shape":[1]}"#, #"Input "x" has no "data"."#),
        (
            #"{"name":7,"datatype":"FP32","shape":[1],"data":[1]}"#,
            #""name" at byte 19 is not a string."#
        ),
        (#"{"name":"x","name":"y"}"#, #"The key "name" stands a second time at byte 23."#),
        (Self.input("FP8", "[1]", "[1]"), #"the datatype "FP8", which is none of BOOL, UINT8"#),
        (Self.input("FP16", "[1]", "[1]"), "FP16, which has no JSON form"),
        (Self.input("BF16", "[1]", "[1]"), "BF16, which has no JSON form"),
        (Self.input("FP32", "[]", "[1]"), "has the shape []"),
        (Self.input("FP32", "[1,1,1,1,1,1,1,1,1]", "[1]"), "1 to 8 dimensions"),
        (Self.input("FP32", "[-1]", "[1]"), #""shape" at byte 50 is not a whole number from 0 on"#),
        (Self.input("FP32", "[1.5]", "[1]"), #""shape" at byte 50 is not a whole number"#),
        (Self.input("FP32", "1", "[1]"), #""shape" at byte 49 is not a list"#),
        (Self.input("FP32", "[2,99999999999999999999]", "[1]"), #""shape" at byte 52"#),
        (Self.input("FP32", "[1,9223372036854775807,4]", "[1]"), "than a body can hold"),
        (Self.input("FP32", "[2]", "[1]"), #"Input "x" has 1 value where its shape [2] holds 2."#),
        (
            Self.input("FP32", "[2]", "[1,2,3]"),
            #"Input "x" has more values where its shape [2] holds 2."#
        ),
        (Self.input("FP32", "[2,2]", "[]"), "has 0 values where its shape [2, 2] holds 4"),
        (
            Self.input("FP32", "[2,2]", "[[1,2]]"),
            "a list of 1 where dimension 0 of its shape [2, 2] is 2"
        ),
        (Self.input("FP32", "[2,2]", "[[1,2],[3]]"), "a list of 1 where dimension 1"),
        (Self.input("FP32", "[2,2]", "[[1,2],[3,4,5]]"), "a list of 3 where dimension 1"),
        (Self.input("FP32", "[2,2]", "[[1,2],[3,4],[5,6]]"), "a list of 3 where dimension 0"),
        (Self.input("FP32", "[2,2]", "[[1,2],3]"), "no FP32 value as its element 2, at byte 69"),
        (Self.input("FP32", "[2,2]", "[1,[2],3,4]"), "no FP32 value as its element 1"),
        (Self.input("FP32", "[1]", #"["1"]"#), "no FP32 value as its element 0"),
        (Self.input("FP32", "[1]", "[true]"), "no FP32 value"),
        (Self.input("INT32", "[1]", "[1.5]"), "no INT32 value"),
        (Self.input("INT32", "[1]", "[null]"), "no INT32 value"),
        (Self.input("INT8", "[1]", "[128]"), "no INT8 value"),
        (Self.input("UINT8", "[1]", "[-1]"), "no UINT8 value"),
        (Self.input("INT64", "[1]", "[9223372036854775808]"), "no INT64 value"),
        (Self.input("BOOL", "[1]", "[2]"), "no BOOL value"),
        (Self.input("BYTES", "[1]", "[1]"), "no BYTES value"),
        (Self.input("FP32", "[1]", "7"), #""data" at byte 60 is not a list"#),
        (Self.input("FP32", "[1]", "[1.]"), "not valid JSON: at byte 63"),
        (
            #"{"name":"x","datatype":"FP32","shape":[1],"data":[1],"parameters":{"binary_data_size":4}}"#,
            #"both "data" and the parameter "binary_data_size""#
        ),
        (
            #"{"name":"x","datatype":"FP32","shape":[1],"parameters":{"shared_memory_region":"r"}}"#,
            #"Input "x" has the parameter "shared_memory_region", which this service does not"#
        ),
        (
            #"{"name":"x","datatype":"FP32","shape":[1],"parameters":{"binary_data_size":-4}}"#,
            #""binary_data_size" at byte 86 is not a whole number from 0 on."#
        ),
    ]

    @Test("a malformed input is named with its place", arguments: inputs)
    func malformedInput(text: String, says: String) throws {
        let error = try #require(inferenceError(bytes(#"{"inputs":[\#(text)]}"#)))
        #expect(error.description.contains(says), "\(error)")
    }

    @Test(
        "a malformed request is named with its place",
        arguments: [
            ("", "not valid JSON: at byte 0"), ("[]", "The body\" at byte 0 is not an object"),
            ("{}", "The request has no \"inputs\""), (#"{"inputs":[]}"#, "at least one tensor"),
            (#"{"inputs":{}}"#, #""inputs" at byte 10 is not a list"#),
            (#"{"inputs":[7]}"#, #""An input" at byte 11 is not an object"#),
            (#"{"id":7,"inputs":[\#(InferenceRequestTests.one)]}"#, #""id" at byte 6"#),
            (#"{"inputs":[\#(InferenceRequestTests.one)]} x"#, "nothing may follow"),
            (
                #"{"inputs":[\#(InferenceRequestTests.one),\#(InferenceRequestTests.one)]}"#,
                #"Two inputs are named "x"."#
            ),
            (
                #"{"inputs":[\#(InferenceRequestTests.one)],"inputs":[]}"#,
                #"The key "inputs" stands a second time"#
            ),
            (
                #"{"inputs":[\#(InferenceRequestTests.one)],"outputs":[{}]}"#,
                #"An output has no "name"."#
            ),
            (
                #"{"inputs":[\#(InferenceRequestTests.one)],"outputs":[{"name":"a"},{"name":"a"}]}"#,
                #"The output "a" is asked for twice."#
            ),
            (
                #"{"inputs":[\#(InferenceRequestTests.one)],"#
                    + #""outputs":[{"name":"a","parameters":{"classification":3}}]}"#,
                #"An output has the parameter "classification""#
            ),
            (
                #"{"inputs":[\#(InferenceRequestTests.one)],"parameters":{"timeout":"soon"}}"#,
                #""timeout" at byte"#
            ),
        ])
    func malformedRequest(text: String, says: String) throws {
        let error = try #require(inferenceError(bytes(text)))
        #expect(error.description.contains(says), "\(error)")
    }

    @Test("rows, features, inputs and bytes are limited")
    func limits() {
        let limits = RequestLimits(rows: 2, features: 2, bodyBytes: 200)
        let two = #"{"name":"y","datatype":"FP32","shape":[1],"data":[1]}"#
        let three = two.replacing("y", with: "z")
        let errors: [(String, InferenceRequestError)] = [
            (Self.input("FP32", "[3]", "[1,2,3]"), .tooManyRows(input: "x", found: 3, limit: 2)),
            (
                Self.input("FP32", "[1,3]", "[1,2,3]"),
                .tooManyFeatures(input: "x", found: 3, limit: 2)
            ),
            ("\(InferenceRequestTests.one),\(two),\(three)", .tooManyInputs(limit: 2)),
            (String(repeating: " ", count: 200), .tooManyBytes(found: 213, limit: 200)),
        ]
        for (inputs, expected) in errors {
            let body = bytes(#"{"inputs":[\#(inputs)]}"#)
            #expect(inferenceError(body, limits: limits) == expected)
        }
    }

    @Test("nesting is bounded, in values and in unknown keys")
    func depth() throws {
        let deep = String(repeating: "[", count: 100_000)
        for text in [
            #"{"x":\#(deep)"#, #"{"inputs":[{"data":\#(deep)"#,
            #"{"inputs":[{"name":"x","datatype":"FP32","shape":[1,1,1,1,1,1,1,1],"data":\#(deep)"#,
            #"{"inputs":[{"parameters":{"a":\#(deep)"#,
        ] {
            #expect(inferenceError(bytes(text)) != nil)
        }
    }

    static func input(_ datatype: String, _ shape: String, _ data: String) -> String {
        #"{"name":"x","datatype":"\#(datatype)","shape":\#(shape),"data":\#(data)}"#
    }
}
