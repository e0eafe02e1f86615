import Testing

@Suite struct ClassCheckTests {
    private static func member(_ labels: String?) -> Fake {
        Fake { asked in
            switch asked.path {
            case "/health": [.send(.ok(#"{"health":"ok"}"#))]
            case "/label":
                [.send(labels.map { .ok($0) } ?? .status("404 Not Found", "{}"))]
            case "/metadata": [.send(.status("404 Not Found", "{}"))]
            default: [.send(.ok(#"{"prediction":[0.25,0.75]}"#))]
            }
        }
    }

    private static let file = """
        services:
          one: { url: "http://127.0.0.1:$one" }
          two: { url: "http://127.0.0.1:$two" }
          three: { url: "http://127.0.0.1:$three" }
        routes:
          default: { parallel: [one, two, three], aggregate: AGGREGATE }
          part: { parallel: [one, two], aggregate: AGGREGATE }
        """

    /// Members one and two with the same classes, and a third.
    private static func scene(
        _ aggregate: String, third: Fake,
        _ act: (_ port: Int, _ warnings: Warnings, _ first: Fake) async throws -> Void
    ) async throws {
        let warnings = Warnings()
        let first = member(#"{"0":"x","1":"y"}"#)
        let file = file.replacing("AGGREGATE", with: aggregate)
        try await first.listening { one in
            try await member(#"{"0":"x","1":"y"}"#).listening { two in
                try await third.listening { three in
                    try await Scene.proxy(
                        of: [("one", one), ("two", two), ("three", three)], file: file,
                        logger: warnings.logger
                    ) { port in try await act(port, warnings, first) }
                }
            }
        }
    }

    @Test("members of different classes are told once, before anybody asks")
    func different() async throws {
        try await Self.scene("mean", third: Self.member(#"{"0":"y","1":"z"}"#)) {
            port, warnings, first in
            try await becomesTrue { !warnings.all.isEmpty }
            let asked = first.asked.map(\.path)
            let reply = try await ask(port, .post("/predict/label", Numbers.bookRow))
            let part = try await ask(port, .post("/routes/part/predict/label", Numbers.bookRow))

            #expect(
                warnings.all == [
                    "members predict different classes: /predict/label is refused; "
                        + "first=one (x, y); other=three (y, z); route=default"
                ])
            #expect(!asked.contains("/predict"))
            #expect(reply.status == 422)
            #expect(part.status == 200)
            // What was learned beforehand is not asked again.
            #expect(first.asked.count { $0.path == "/label" } == 1)
        }
    }

    @Test("a member that is not there at the start is compared when it is")
    func late() async throws {
        let third = Fake { asked in
            guard asked.before > 1 || asked.path == "/label" else { return [.close] }
            return [
                .send(asked.path == "/label" ? .ok(#"{"0":"z","1":"x"}"#) : .status("404 No", "{}"))
            ]
        }
        try await Self.scene("median", third: third) { _, warnings, _ in
            try await becomesTrue { !warnings.all.isEmpty }

            #expect(warnings.all.count == 1)
            #expect(warnings.all[0].contains("other=three (z, x)"))
        }
    }

    @Test("members of the same classes are no matter, nor are votes and services")
    func same() async throws {
        for (aggregate, labels) in [
            ("product", #"{"0":"x","1":"y"}"#), ("majority", #"{"0":"y","1":"z"}"#),
            ("argmax", #"{"0":"y","1":"z"}"#),
        ] {
            try await Self.scene(aggregate, third: Self.member(labels)) { port, warnings, _ in
                try await becomesTrue { try await ask(port, .get("/readyz")).status == 200 }
                let reply = try await ask(port, .post("/predict/label", Numbers.bookRow))

                #expect(reply.status == 200)
                #expect(warnings.all.isEmpty)
            }
        }
    }
}
