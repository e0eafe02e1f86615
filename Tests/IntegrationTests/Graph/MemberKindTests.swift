import FanOut
import FoundationEssentials
import ProxyService
import Testing

@Suite struct MemberKindTests {
    static let row = #"{"data":[[1.0,2.0,3.0,4.0]]}"#

    @Test("another proxy is a member: its predictions, its labels, and whom it lacks")
    func nestedProxy() async throws {
        let dead = try await Trio.unusedPort()
        try await Scene.classifier("setosa") { setosa in
            try await Scene.proxy(
                of: [("setosa", setosa), ("dead", dead)], { $0.onTimeout = .partial }
            ) { inner in
                try await becomesTrue { try await ask(inner, .get("/readyz")).status == 200 }
                let file = """
                    services:
                      setosa: { url: "http://127.0.0.1:$setosa" }
                      region: { url: "http://127.0.0.1:$inner" }
                      again: { url: "http://127.0.0.1:$inner/routes/default" }
                    """
                try await Scene.proxy(
                    of: [("setosa", setosa), ("inner", inner)], file: file
                ) { port in
                    try await becomesTrue { try await ask(port, .get("/readyz")).status == 200 }
                    let all = try await ask(port, .post("/predict", Self.row))
                    let label = try await ask(port, .post("/predict/label", Self.row))

                    let own = try await ask(inner, .post("/predict", Self.row))
                    #expect(all.body.contains(#""region":\#(own.body),"again":\#(own.body)"#))
                    #expect(
                        all.headers["x-chorus-partial"]
                            == "region.dead;unreachable, again.dead;unreachable")
                    #expect(
                        label.body
                            == #"{"prediction":{"proba":0.010870377209106774,"label":"setosa"}}"#)
                    #expect(
                        try await ask(port, .get("/predict/get/test")).body
                            .contains(#""region":{"setosa":{"prediction":[0.98"#))
                }
            }
        }
    }

    @Test("a server of the Open Inference Protocol answers as the book's services do")
    func openInference() async throws {
        let rows = #"{"data":[[5.1,3.5,1.4,0.2],[1.0,2.0,3.0,4.0]]}"#
        try await Scene.classifier("setosa") { setosa in
            let file = """
                services:
                  book: { url: "http://127.0.0.1:$setosa" }
                  legacy: { url: "http://127.0.0.1:$setosa", protocol: v2, model: iris-setosa }
                  unknown: { url: "http://127.0.0.1:$setosa", protocol: v2, model: nope }
                routes:
                  default: { parallel: [book, legacy] }
                  vote: { parallel: [book, legacy], aggregate: mean }
                  wrong: { service: unknown }
                """
            try await Scene.proxy(of: [("setosa", setosa)], file: file) { port in
                try await becomesTrue { try await ask(port, .get("/readyz")).status == 200 }
                for body in [Self.row, rows] {
                    let reply = try await ask(port, .post("/predict", body)).body
                    let parts = reply.dropFirst(#"{"book":"#.count).dropLast()
                        .components(separatedBy: #","legacy":"#)
                    #expect(parts.count == 2 && parts[0] == parts[1], "\(reply)")
                }
                let vote = try await ask(port, .post("/routes/vote/predict/label", rows))
                #expect(vote.body.contains(#""label":"setosa""#))
                #expect(try await ask(port, .post("/routes/wrong/predict", rows)).status == 404)
                #expect(
                    try await ask(port, .get("/health/all")).body
                        == #"{"book":{"health":"ok"},"legacy":{"health":"ok"},"unknown":{"health":"rejected"}}"#
                )
            }
        }
    }

    @Test("a model whose numbers are no probabilities of classes tells its own labels")
    func ownLabels() async throws {
        let margin = Fake { asked in
            switch asked.path {
            case "/predict": [.send(.ok(#"{"prediction":[-0.3]}"#))]
            case "/predict/label": [.send(.ok(#"{"prediction":{"label":"no"}}"#))]
            case "/label": [.send(.ok(#"{"0":"no","1":"yes"}"#))]
            case "/health": [.send(.ok(#"{"health":"ok"}"#))]
            default: [.send(.status("404 Not Found", "{}"))]
            }
        }
        try await margin.listening { margin in
            let file = """
                services:
                  svm: { url: "http://127.0.0.1:$svm" }
                routes:
                  default: { service: svm }
                  vote: { parallel: [svm], aggregate: majority }
                  mean: { parallel: [svm], aggregate: mean }
                """
            try await Scene.proxy(of: [("svm", margin)], file: file) { port in
                try await becomesTrue { try await ask(port, .get("/readyz")).status == 200 }
                var replies: [String] = []
                for route in ["default", "vote", "mean"] {
                    replies.append(
                        try await ask(port, .post("/routes/\(route)/predict/label", Self.row)).body)
                }
                let all = try await ask(port, .post("/predict", Self.row)).body

                #expect(replies[0] == #"{"prediction":{"label":"no"}}"#)
                #expect(replies[1] == #"{"prediction":{"proba":1.0,"label":"no"}}"#)
                #expect(replies[2].contains("it can vote, but not be averaged"))
                #expect(all == #"{"svm":{"prediction":[-0.3]}}"#)
            }
        }
    }

    @Test("a model whose pairs of classes vote names the winner, though another is more probable")
    func votes() async throws {
        let metadata =
            #"{"data_type":"float64","data_structure":"(1,4)","data_sample":[[1,2,3,4]],"#
            + #""prediction_type":"float64","prediction_structure":"(1,2)","#
            + #""prediction_sample":[0.6,0.4],"classes":["x","y"],"labels":["x","y"],"#
            + #""model":"svc@0123456789abcdef"}"#
        let tag = "x-chorus-model: svc@0123456789abcdef\r\n"
        let voting = Fake { asked in
            switch asked.path {
            case "/predict":
                [.send(.status("200 OK", #"{"prediction":[0.6,0.4]}"#, headers: tag))]
            case "/predict/label":
                [
                    .send(
                        .status(
                            "200 OK", #"{"prediction":{"proba":0.4,"label":"y"}}"#, headers: tag))
                ]
            case "/metadata": [.send(.status("200 OK", metadata, headers: tag))]
            default: [.send(.ok(#"{"health":"ok"}"#))]
            }
        }
        try await voting.listening { voting in
            let file = """
                services:
                  svc: { url: "http://127.0.0.1:$svc" }
                routes:
                  default: { service: svc }
                  vote: { parallel: [svc], aggregate: majority }
                  mean: { parallel: [svc], aggregate: mean }
                """
            try await Scene.proxy(of: [("svc", voting)], file: file) { port in
                try await becomesTrue { try await ask(port, .get("/readyz")).status == 200 }
                var replies: [String] = []
                for route in ["default", "vote", "mean"] {
                    replies.append(
                        try await ask(port, .post("/routes/\(route)/predict/label", Self.row)).body)
                }

                #expect(
                    replies == [
                        #"{"prediction":{"proba":0.4,"label":"y"}}"#,
                        #"{"prediction":{"proba":1.0,"label":"y"}}"#,
                        #"{"prediction":{"proba":0.6,"label":"x"}}"#,
                    ])
            }
        }
    }

    @Test("whose model cannot be told is answered all the same where only a shadow would know it")
    func shadowed() async throws {
        let silent = Fake { asked in
            switch asked.path {
            case "/metadata": [.send(.status("500 Oops", ""))]
            case "/health": [.send(.ok(#"{"health":"ok"}"#))]
            default: [.send(.ok(#"{"prediction":[0.25,0.75]}"#))]
            }
        }
        try await silent.listening { silent in
            let file = """
                services:
                  main: { url: "http://127.0.0.1:$main" }
                  next: { url: "http://127.0.0.1:$main" }
                routes:
                  default: { service: main, shadow: [next] }
                """
            try await Scene.proxy(of: [("main", silent)], file: file) { port in
                try await becomesTrue { try await ask(port, .get("/readyz")).status == 200 }
                let reply = try await ask(port, .post("/predict", Self.row))

                #expect(reply.body == #"{"main":{"prediction":[0.25,0.75]}}"#)
            }
        }
    }

    @Test("another proxy that is asked about some rows has its part of the answer for each")
    func nestedRows() async throws {
        let inner =
            #"{"x":{"prediction":[[1],[2]]},"y":{"error":{"code":"timeout","detail":"No."}}}"#
        let region = Fake.predicting(.ok(inner))
        let gate = Fake.predicting(.ok(#"{"prediction":[[0.9],[0.1],[0.8]]}"#))
        try await region.listening { region in
            try await gate.listening { gate in
                let file = """
                    services:
                      gate: { url: "http://127.0.0.1:$gate" }
                      region: { url: "http://127.0.0.1:$region" }
                    routes:
                      default:
                        sequence:
                          - gate
                          - switch: [{ when: "gate.prediction[0] > 0.5", service: region }]
                    """
                try await Scene.proxy(of: [("gate", gate), ("region", region)], file: file) {
                    port in
                    try await becomesTrue { try await ask(port, .get("/readyz")).status == 200 }
                    let reply = try await ask(
                        port, .post("/predict", #"{"data":[[1],[2],[3]]}"#))

                    let error = #""y":{"error":{"code":"timeout","detail":"No."}}"#
                    #expect(
                        reply.body.hasSuffix(
                            #""region":{"prediction":[{"x":{"prediction":[1]},\#(error)},null,"#
                                + #"{"x":{"prediction":[2]},\#(error)}]}}"#), "\(reply.body)")
                }
            }
        }
    }

    @Test(
        "outputs of the Open Inference Protocol must have the shape that was asked for",
        arguments: [
            (#""shape":[2,1],"data":[1,2]"#, true), (#""shape":[2],"data":[1,2]"#, true),
            (#""shape":[1,2],"data":[1,2]"#, false), (#""data":[[1,2,3],[4]]"#, false),
            (#""shape":[2,2],"data":[[1,2],[3,4]]"#, true),
            (#""shape":[2,2],"data":[1,2,3]"#, false), (#""shape":[3,2],"data":[1,2,3,4]"#, false),
        ])
    func shapes(tensor: String, isGood: Bool) async throws {
        let fake = Fake { asked in
            switch asked.path {
            case "/v2/models/m/ready": [.send(.ok("{}"))]
            case "/v2/models/m":
                [
                    .send(
                        .ok(
                            #"{"name":"m","inputs":[{"name":"x","datatype":"FP64","shape":[-1,1]}],"#
                                + #""outputs":[{"name":"y","datatype":"FP64","shape":[-1,2]}]}"#))
                ]
            default: [.send(.ok(#"{"outputs":[{"name":"y","datatype":"FP64",\#(tensor)}]}"#))]
            }
        }
        try await fake.listening { port in
            let file = """
                services:
                  legacy: { url: "http://127.0.0.1:$fake", protocol: v2, model: m }
                """
            try await Scene.proxy(of: [("fake", port)], file: file) { proxy in
                try await becomesTrue { try await ask(proxy, .get("/readyz")).status == 200 }
                let reply = try await ask(proxy, .post("/predict", #"{"data":[[1],[2]]}"#))

                #expect(reply.status == (isGood ? 200 : 502), "\(reply.body)")
            }
        }
    }

    @Test("KServe's protocol V1 is spoken too", arguments: ["[[0.25,0.75]]", "[0.25]"])
    func version1(predictions: String) async throws {
        let fake = Fake { asked in
            switch asked.path {
            case "/v1/models/fraud": [.send(.ok(#"{"name":"fraud","ready":true}"#))]
            default: [.send(.ok(#"{"predictions":\#(predictions)}"#))]
            }
        }
        try await fake.listening { port in
            let file = """
                services:
                  legacy: { url: "http://127.0.0.1:$fake", protocol: v1, model: fraud }
                """
            try await Scene.proxy(of: [("fake", port)], file: file) { proxy in
                try await becomesTrue { try await ask(proxy, .get("/readyz")).status == 200 }
                let reply = try await ask(proxy, .post("/predict", Self.row))

                let numbers = predictions.contains("0.75") ? "[0.25,0.75]" : "[0.25]"
                #expect(reply.body == #"{"legacy":{"prediction":\#(numbers)}}"#)
            }
        }

        let asked = fake.asked.last { $0.method == "POST" }
        #expect(asked?.path == "/v1/models/fraud:predict")
        #expect(asked?.body == #"{"instances":[[1.0,2.0,3.0,4.0]]}"#)
    }
}
