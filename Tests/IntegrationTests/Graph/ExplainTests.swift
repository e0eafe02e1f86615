import FoundationEssentials
import InferenceAPI
import Testing

@Suite struct ExplainTests {
    private static let argmax =
        #"{"prediction":{"proba":0.9992060541040902,"label":"virginica","confidence":0.9992060541040902,"disagreement":0.0}}"#

    @Test("the label tells how sure the services are and how many of the others claim the row too")
    func argmax() async throws {
        try await Scene.iris { port in
            for path in ["/predict/label", "/routes/default/predict/label"] {
                let plain = try await ask(port, .post(path, Numbers.bookRow))
                let off = try await ask(port, .post("\(path)?explain=0", Numbers.bookRow))
                // The query with a key is the other face's.
                for query in ["explain=1", "id=a&explain=1", "key=a&explain=1"] {
                    let reply = try await ask(port, .post("\(path)?\(query)", Numbers.bookRow))

                    #expect(reply.status == 200)
                    #expect(reply.body == Self.argmax)
                }
                #expect(off.body == plain.body)
                #expect(!plain.body.contains("confidence"))
            }
        }
    }

    @Test("another word than 0 and 1 is refused, of a stream too", arguments: ["2", "", "true"])
    func otherWords(word: String) async throws {
        try await Scene.iris { port in
            for path in ["/predict/label", "/predict/stream"] {
                let reply = try await ask(port, .post("\(path)?explain=\(word)", Numbers.bookRow))

                #expect(reply.status == 400)
                #expect(try reply.problem().detail == "explain must be 0 or 1, not \(word).")
            }
            let path = "/predict?explain=\(word)"
            #expect(try await ask(port, .post(path, Numbers.bookRow)).status == 200)
        }
    }

    @Test("of classes the members' probabilities and votes are told, in a stream too")
    func classes() async throws {
        try await Self.scene { port in
            let route = "/routes/vote/predict"
            let reply = try await ask(port, .post("\(route)/label?explain=1", Numbers.bookRow))
            let stream = try await ask(port, .post("\(route)/stream?explain=1", Numbers.bookRow))
            let plain = try await ask(port, .post("\(route)/stream", Numbers.bookRow))

            let answer =
                #"{"prediction":{"proba":0.625,"label":"x","confidence":0.625,"disagreement":0.5}}"#
            #expect(reply.body == answer)
            #expect(stream.body.contains("event: answer\ndata: \(answer)\n"))
            #expect(plain.body.contains(#"{"prediction":{"proba":0.625,"label":"x"}}"#))
        }
    }

    @Test("of values their deviation is told, and no confidence")
    func values() async throws {
        try await Self.scene { port in
            let reply = try await ask(
                port, .post("/routes/price/predict/label?explain=1", Numbers.bookRow))

            #expect(
                reply.body
                    == #"{"prediction":{"value":2.0,"confidence":null,"disagreement":1.0}}"#)
        }
    }

    /// Routes of two members that have the classes x and y, and of two regressions.
    private static func scene(_ act: (_ port: Int) async throws -> Void) async throws {
        let fakes = [
            member("[1.0,0.0]", #"["x","y"]"#), member("[0.25,0.75]", #"["x","y"]"#),
            member("[1.0]", "null"), member("[3.0]", "null"),
        ]
        try await Fake.listening(fakes) { ports in
            let file = """
                services:
                  one: { url: "http://127.0.0.1:$m0" }
                  two: { url: "http://127.0.0.1:$m1" }
                  low: { url: "http://127.0.0.1:$m2" }
                  high: { url: "http://127.0.0.1:$m3" }
                routes:
                  vote: { parallel: [one, two], aggregate: mean }
                  price: { parallel: [low, high], aggregate: mean }
                """
            let members = ports.enumerated().map { ("m\($0)", $1) }
            try await Scene.proxy(of: members, file: file) { port in
                try await becomesTrue { try await ask(port, .get("/readyz")).status == 200 }
                try await act(port)
            }
        }
    }

    private static func member(_ prediction: String, _ classes: String) -> Fake {
        let tag = "svc@0123456789abcdef"
        let metadata = #"""
            {"data_type":"float32","data_structure":"(1,4)","data_sample":[[1,2,3,4]],
            "prediction_type":"float32","prediction_structure":"(1,2)","prediction_sample":[0,1],
            "classes":\#(classes),"model":"\#(tag)"}
            """#.replacing(#""classes":null,"#, with: "")
        return Fake { asked in
            let body =
                switch asked.path {
                case "/health": #"{"health":"ok"}"#
                case "/metadata": metadata
                default: #"{"prediction":\#(prediction)}"#
                }
            return [.send(.status("200 OK", body, headers: "x-chorus-model: \(tag)\r\n"))]
        }
    }
}
