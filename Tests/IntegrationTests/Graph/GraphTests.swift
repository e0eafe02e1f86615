import FoundationEssentials
import Testing

@Suite struct GraphTests {
    static let rows = #"{"data":[[5.1,3.5,1.4,0.2],[1.0,2.0,3.0,4.0],[5.0,3.4,1.5,0.2]]}"#
    static let row = #"{"data":[[1.0,2.0,3.0,4.0]]}"#

    /// The three iris classifiers, and a port that nobody listens on.
    private func iris(
        _ routes: String, _ act: (_ port: Int) async throws -> Void
    ) async throws {
        let dead = try await Trio.unusedPort()
        try await Scene.classifier("setosa") { setosa in
            try await Scene.classifier("virginica") { virginica in
                let file = """
                    services:
                      setosa: { url: "http://127.0.0.1:$setosa" }
                      virginica: { url: "http://127.0.0.1:$virginica" }
                      dead: { url: "http://127.0.0.1:$dead" }
                    routes:
                    \(routes)
                    """
                try await Scene.proxy(
                    of: [("setosa", setosa), ("virginica", virginica), ("dead", dead)], file: file
                ) { port in
                    try await becomesTrue {
                        try await ask(port, .get("/health/all")).body
                            .contains(#""virginica":{"health":"ok"}"#)
                    }
                    try await act(port)
                }
            }
        }
    }

    @Test("the rows of one batch take different branches and come back in order")
    func rowsTakeBranches() async throws {
        let routes = """
              default:
                sequence:
                  - setosa
                  - switch:
                      - when: "setosa.label == 'setosa'"
                        service: virginica
                      - otherwise: pass
            """
        try await iris(routes) { port in
            let all = try await ask(port, .post("/predict", Self.rows))
            let labels = try await ask(port, .post("/predict/label", Self.rows))
            let one = try await ask(port, .post("/predict", Self.row))

            #expect(all.status == 200)
            let virginica = all.body.components(separatedBy: #""virginica":"#).last ?? ""
            #expect(virginica.contains("],null,["))
            #expect(labels.body.contains(#""label":"other"},{"proba":0.9891296227908932"#))
            // Nobody asked it about any row.
            #expect(!one.body.contains("virginica"))
        }
    }

    @Test("a step that fails is skipped, or stands for itself by its default")
    func onError() async throws {
        let routes = """
              default:
                sequence:
                  - { service: dead, on-error: skip }
                  - setosa
              substitute:
                sequence:
                  - { service: dead, on-error: { default: [0.25, 0.75] } }
                  - switch:
                      - { when: "dead.prediction[1] > 0.5", service: setosa }
              fail:
                sequence: [dead, setosa]
            """
        try await iris(routes) { port in
            let skipped = try await ask(port, .post("/predict", Self.row))
            let replaced = try await ask(port, .post("/routes/substitute/predict", Self.row))
            let failed = try await ask(port, .post("/routes/fail/predict", Self.row))

            #expect(skipped.status == 200)
            #expect(skipped.headers["x-chorus-partial"] == "dead;unreachable")
            #expect(replaced.body.hasPrefix(#"{"dead":{"prediction":[0.25,0.75],"error":{"code"#))
            #expect(replaced.body.contains(#""setosa":{"prediction":["#))
            #expect(failed.status == 502)
        }
    }

    @Test("a route that is not there is told with those that are")
    func unknownRoute() async throws {
        try await iris("  default: { parallel: [setosa, virginica] }") { port in
            let reply = try await ask(port, .post("/routes/nope/predict", Self.row))

            #expect(reply.status == 404)
            #expect(reply.body.contains("there are: default"))
        }
    }

    @Test("a split gives one key the same share each time, and keys their weights")
    func split() async throws {
        let routes = """
              default:
                split: { setosa: 80, virginica: 20 }
            """
        try await iris(routes) { port in
            let connection = try await Connection(port: port)
            var chosen: [String: Int] = [:]
            for key in 0..<200 {
                let byQuery = try await connection.ask(.post("/predict?key=user\(key)", Self.row))
                let again = try await connection.ask(
                    .post("/predict", Self.row, headers: ["x-chorus-key: user\(key)"]))
                #expect(byQuery.body == again.body)
                chosen[
                    byQuery.body.hasPrefix(#"{"setosa""#) ? "setosa" : "virginica", default: 0] += 1
            }

            // 160 are expected, with a deviation of 5.7.
            #expect((130...190).contains(chosen["setosa"] ?? 0))
        }
    }

    @Test("a step gets the predictions before it, alone or behind the rows")
    func inputs() async throws {
        let fake = Fake.predicting { _ in [.send(.ok(#"{"prediction":[[1],[2],[3]]}"#))] }
        try await fake.listening { port in
            try await Scene.proxy(
                of: [("fake", port), ("dead", try await Trio.unusedPort())],
                file: """
                    services:
                      first: { url: "http://127.0.0.1:$fake" }
                      second: { url: "http://127.0.0.1:$fake" }
                      third: { url: "http://127.0.0.1:$fake" }
                    routes:
                      default:
                        sequence:
                          - first
                          - { service: second, input: previous }
                          - { service: third, input: both }
                    """
            ) { proxy in
                try await becomesTrue {
                    try await ask(proxy, .post("/predict", Self.rows)).status == 200
                }
            }
        }

        let bodies = fake.asked.filter { $0.path == "/predict" }.map(\.body).suffix(3)
        #expect(
            Array(bodies) == [
                Self.rows, #"{"data":[[1.0],[2.0],[3.0]]}"#,
                #"{"data":[[5.1,3.5,1.4,0.2,1.0],[1.0,2.0,3.0,4.0,2.0],[5.0,3.4,1.5,0.2,3.0]]}"#,
            ])
    }

    @Test("models of different releases are never mixed in one answer")
    func sameRelease() async throws {
        try await Self.released("2026-01", "a").listening { first in
            try await Self.released("2026-02", "b").listening { second in
                let file = """
                    services:
                      one: { url: "http://127.0.0.1:$first" }
                      two: { url: "http://127.0.0.1:$second" }
                    routes:
                      default:
                        parallel: [one, two]
                        on-timeout: partial
                        same-release: [one, two]
                    """
                try await Scene.proxy(
                    of: [("first", first), ("second", second)], file: file
                ) { port in
                    try await becomesTrue {
                        try await ask(port, .get("/readyz")).status == 200
                    }
                    let reply = try await ask(port, .post("/predict", Self.row))

                    #expect(reply.headers["x-chorus-partial"] == "two;version_mismatch")
                    #expect(reply.body.contains(#""two":{"error":{"code":"version_mismatch""#))
                }
            }
        }
    }

    /// A member whose model is of a release.
    private static func released(_ release: String, _ name: String) -> Fake {
        let tag = "\(name)@0123456789abcdef"
        let metadata = #"""
            {"data_type":"float32","data_structure":"(1,4)","data_sample":[[1,2,3,4]],
            "prediction_type":"float32","prediction_structure":"(1,2)","prediction_sample":[0,1],
            "release":"\#(release)","model":"\#(tag)"}
            """#
        return Fake { asked in
            let body =
                switch asked.path {
                case "/health": #"{"health":"ok"}"#
                case "/metadata": metadata
                default: #"{"prediction":[0.25,0.75]}"#
                }
            return [.send(.status("200 OK", body, headers: "x-chorus-model: \(tag)\r\n"))]
        }
    }
}
