import FoundationEssentials
import InferenceAPI
import Subprocess
import Testing

extension Integration {
    /// The program with a model over its members' answers: that of virginica takes four numbers, the
    /// predictions of two members.
    @Suite struct StackingTests {
        private static let routes = """
            routes:
              default: { parallel: [setosa, versicolor], aggregate: { stacking: { weights: top.safetensors } } }
              wide:
                parallel: [setosa, versicolor, again]
                aggregate: { stacking: { weights: top.safetensors } }
              strict:
                parallel: [setosa, dead]
                on-timeout: partial
                aggregate: { stacking: { weights: top.safetensors } }
              bold:
                parallel: [setosa, dead]
                on-timeout: partial
                aggregate: { stacking: { weights: top.safetensors, default: { dead: [0.25, 0.75] } } }
            """

        /// A folder with a configuration of members at these ports, and the model beside it.
        private static func write(_ ports: [(String, Int)], _ routes: String) throws -> String {
            let files = FileManager.default
            let folder = "\(files.temporaryDirectory.path)/\(UInt64.random(in: 0 ... .max))"
            try files.createDirectory(atPath: folder, withIntermediateDirectories: true)
            try files.copyItem(
                atPath: Scene.weights("virginica"), toPath: "\(folder)/top.safetensors")
            let services = ports.map { "  \($0): { url: \"http://127.0.0.1:\($1)\" }" }
            try (["services:"] + services + [routes]).joined(separator: "\n")
                .write(toFile: "\(folder)/chorus.yml", atomically: true, encoding: .utf8)
            return folder
        }

        private static func scene(
            _ act: (_ proxy: Int, _ top: Int) async throws -> Void
        ) async throws {
            let dead = try await Trio.unusedPort()
            try await Scene.classifier("setosa") { setosa in
                try await Scene.classifier("versicolor") { versicolor in
                    try await Scene.classifier("virginica") { top in
                        let folder = try write(
                            [
                                ("setosa", setosa), ("versicolor", versicolor), ("again", setosa),
                                ("dead", dead),
                            ], routes)
                        defer { try? FileManager.default.removeItem(atPath: folder) }
                        try await ChorusProcess.serving([
                            "proxy", "--config", "\(folder)/chorus.yml",
                        ]) { process in
                            try await becomesTrue {
                                try await ask(process.port, .get("/readyz")).status == 200
                            }
                            try await act(process.port, top)
                        }
                    }
                }
            }
        }

        /// The numbers of each row, without brackets.
        private static func rows(_ prediction: String?) -> [String] {
            let rows = (prediction ?? "").components(separatedBy: "],[")
            return rows.map { $0.filter { $0 != "[" && $0 != "]" } }
        }

        /// A request whose rows are the predictions of these, side by side.
        private static func request(_ predictions: [String?]) -> String {
            let members = predictions.map(rows)
            let count = members.first?.count ?? 0
            let lines = (0..<count).map { row in
                "[\(members.map { $0[row] }.joined(separator: ","))]"
            }
            return #"{"data":[\#(lines.joined(separator: ","))]}"#
        }

        @Test func `the model answers what it answers to the members' predictions as features`()
            async throws
        {
            try await Self.scene { proxy, top in
                for (data, predictions) in [
                    (Numbers.bookRow, Numbers.book), (Numbers.threeRows, Numbers.three),
                ] {
                    let features = Self.request([
                        predictions["setosa"], predictions["versicolor"],
                    ])
                    let expected = try await ask(top, .post("/predict/label", features))
                    let found = try await ask(proxy, .post("/predict/label", data))

                    #expect(found.status == 200)
                    #expect(found.body == expected.body)
                    #expect(expected.status == 200)
                }
            }
        }

        @Test func `a missing member refuses the answer, unless it has a default`() async throws {
            let row = Self.request([Numbers.book["setosa"], "[0.25,0.75]"])
            try await Self.scene { proxy, top in
                let path = "/predict/label"
                let strict = try await ask(proxy, .post("/routes/strict\(path)", Numbers.bookRow))
                let bold = try await ask(proxy, .post("/routes/bold\(path)", Numbers.bookRow))
                let expected = try await ask(top, .post(path, row))

                #expect(strict.status == 422)
                #expect(try strict.problem().detail.hasPrefix("dead has no answer"))
                #expect(bold.body == expected.body)
                #expect(bold.headers["x-chorus-partial"] == "dead;unreachable")
            }
        }

        @Test func `predictions that are not the model's features are told, and /predict goes on`()
            async throws
        {
            try await Self.scene { proxy, _ in
                let path = "/routes/wide/predict"
                let wide = try await ask(proxy, .post("\(path)/label", Numbers.bookRow))

                #expect(wide.status == 422)
                #expect(
                    try wide.problem().detail.contains(
                        "takes 4 features, but the members predict 6 values a row: setosa 2, "))
                #expect(try await ask(proxy, .post(path, Numbers.bookRow)).status == 200)
            }
        }

        @Test(arguments: [
            ("{ weights: nope.safetensors }", "nope.safetensors is not there"),
            ("{ weights: chorus.yml }", "chorus.yml"), ("{ file: x }", "no setting file"),
            ("{ weights: top.safetensors, default: { b: [1] } }", "no answer of b"),
        ])
        func `a file at fault is found before anything is served`(
            settings: String, part: String
        ) async throws {
            let route =
                "  default:\n    parallel: [a, a2]\n    aggregate: { stacking: \(settings) }"
            let folder = try Self.write([("a", 1), ("a2", 2)], "routes:\n\(route)")
            defer { try? FileManager.default.removeItem(atPath: folder) }
            for command in [["check"], ["proxy", "--config"]] {
                let (status, _, error) = try await ChorusProcess.run(
                    command + ["\(folder)/chorus.yml"])

                #expect(status == .exited(1))
                #expect(
                    error.hasPrefix("Error: \(folder)/chorus.yml:7:18: aggregate stacking: "),
                    "\(error)")
                #expect(error.contains(part), "\(error)")
                #expect(error.split(separator: "\n").count == 1)
            }
        }
    }
}
