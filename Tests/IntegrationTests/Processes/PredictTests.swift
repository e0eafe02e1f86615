import FoundationEssentials
import Subprocess
import Testing

extension Integration {
    /// `chorus predict` on files.
    @Suite struct PredictTests {
        static let header = "sepal length (cm),sepal width (cm),petal length (cm),petal width (cm)"
        static let book = "0.010870377209106774,0.9891296227908932"

        @Test func `rows in CSV are answered in CSV, in their order`() async throws {
            try await Self.inFolder { folder in
                let input = try folder.file(
                    "rows.csv",
                    "\(Self.header)\n5.1,3.5,1.4,0.2\r\n6.0,2.9,4.5,1.5\n\n1.0,2.0,3.0,4.0")
                let output = "\(folder.path)/answers.csv"
                let end = try await Self.predict("--input", input, "--output", output, "--label")
                #expect(end.status == .exited(0))
                #expect(end.error == "")
                #expect(
                    try folder.text("answers.csv") == """
                        label,probabilities_0,probabilities_1
                        setosa,0.9856641562850708,0.014335843714929285
                        other,0.010858771267047818,0.9891412287329522
                        other,\(Self.book)

                        """)
            }
        }

        @Test func `lines of JSON are answered by lines of JSON`() async throws {
            try await Self.inFolder { folder in
                let names = Self.header.split(separator: ",")
                let members = zip(names, 1...4).map { #""\#($0)":\#($1)"# }.reversed()
                let input = try folder.file(
                    "rows.ndjson", "[1,2,3,4]\n{\(members.joined(separator: ","))}\n")
                let end = try await Self.predict(
                    "--input", input, "--output-names", "label,probabilities")
                let line = #"{"label":"other","probabilities":[\#(Self.book)]}"#
                #expect(end.output == "\(line)\n\(line)\n")
            }
        }

        @Test func `bad rows go to the rejects file with line and reason`() async throws {
            try await Self.inFolder { folder in
                let input = try folder.file(
                    "rows.csv", "1,2,3,4\n1,2,3\n\n1,\"x\"\"\n\",3,4\n1,2,,4\n1,2,3,4\n")
                let rejects = "\(folder.path)/rejects.csv"
                let end = try await Self.predict("--input", input, "--rejects", rejects)
                #expect(end.status == .exited(0))
                #expect(
                    end.error == "3 of 5 rows are bad and have no answer; \(rejects) says why.\n")
                #expect(
                    end.output == "probabilities_0,probabilities_1\n\(Self.book)\n\(Self.book)\n")
                #expect(
                    try folder.text("rejects.csv") == """
                        line,reason
                        2,has 3 fields where 4 are expected
                        4,"has 'x""
                        ' for 'sepal width (cm)', which is no number"
                        6,"misses a value for 'petal length (cm)', and the model does not handle missing values"

                        """)
            }
        }

        @Test func `without a rejects file bad rows are told, and the exit code is 1`()
            async throws
        {
            try await Self.inFolder { folder in
                let bad = (0..<30).map { "\($0),2\n" }.joined()
                let input = try folder.file("rows.csv", "1,2,3,4\n\(bad)1,2,3,4\n")
                let end = try await Self.predict("--input", input)
                #expect(end.status == .exited(1))
                #expect(end.output.split(separator: "\n").count == 3)
                let lines = end.error.split(separator: "\n")
                #expect(lines.count == 21)
                #expect(lines.first == "line 2 has 2 fields where 4 are expected")
                #expect(lines.last?.hasPrefix("Error: 30 of 32 rows are bad") == true)
            }
        }

        @Test func `many blocks by many threads keep their order`() async throws {
            try await Self.inFolder { folder in
                let count = 60_000
                let rows = (0..<count).map { "\($0 % 7),\($0 % 5),\($0 % 3),\($0)" }
                let input = try folder.file("rows.csv", rows.joined(separator: "\n"))
                let one = "\(folder.path)/one.csv"
                let many = "\(folder.path)/many.csv"
                _ = try await Self.predict("--input", input, "--output", one, "--threads", "1")
                _ = try await Self.predict("--input", input, "--output", many, "--threads", "7")
                let text = try folder.text("one.csv")
                #expect(text == (try folder.text("many.csv")))
                #expect(text.utf8.count { $0 == 10 } == count + 1)
            }
        }

        @Test(arguments: [
            (["--output-names", "proba"], "it has: label, probabilities, decision"),
            (["--input", "/no/such.csv"], "/no/such.csv: cannot be opened"),
            (["--output", "/no/such/folder"], "/no/such/folder: cannot be opened"),
            (
                ["--input", "\(Scene.root)/README.md", "--output", "\(Scene.root)/README.md"],
                "is the input, too"
            ),
        ])
        func `what the user gave at fault is one sentence and exit code 1`(
            arguments: [String], reason: String
        ) async throws {
            let end = try await ChorusProcess.run(["predict", Scene.weights("setosa")] + arguments)
            #expect(end.status == .exited(1))
            #expect(end.error.contains(reason), "\(end.error)")
        }

        private static func predict(
            _ arguments: String...
        ) async throws -> (status: TerminationStatus, output: String, error: String) {
            try await ChorusProcess.run(["predict", Scene.weights("setosa")] + arguments)
        }

        /// A folder that is gone after the test.
        struct Folder {
            let path: String

            func file(_ name: String, _ text: String) throws -> String {
                try text.write(toFile: "\(path)/\(name)", atomically: false, encoding: .utf8)
                return "\(path)/\(name)"
            }

            func text(_ name: String) throws -> String {
                try String(contentsOfFile: "\(path)/\(name)", encoding: .utf8)
            }
        }

        static func inFolder(_ act: (Folder) async throws -> Void) async throws {
            let url = FileManager.default.temporaryDirectory.appending(path: "chorus-\(UUID())")
            try FileManager.default.createDirectory(at: url, withIntermediateDirectories: false)
            defer { try? FileManager.default.removeItem(at: url) }
            try await act(Folder(path: url.path))
        }
    }
}
