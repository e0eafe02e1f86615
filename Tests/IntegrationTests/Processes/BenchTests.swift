import FoundationEssentials
import Subprocess
import Testing

extension Integration {
    /// `chorus bench` on a weight file: what it prints, not how fast the machine is.
    @Suite struct BenchTests {
        private struct Report: Decodable {
            struct Entry: Decodable {
                let batch: Int
                let ns_per_row: Double
                let runs: [Double]
            }
            let name: String
            let instruction_set: String
            let threads: Int
            let kernels: [String]
            let batches: [Entry]
        }

        @Test(arguments: [1, 2])
        func `each batch size has its median and its runs`(threads: Int) async throws {
            try await PredictTests.inFolder { folder in
                let input = try folder.file("rows.csv", "5.1,3.5,1.4,0.2\n6.0,2.9,4.5,1.5\n")
                let end = try await Self.bench(
                    "--input", input, "--batch", "1,3,64", "--threads", "\(threads)", "--json",
                    "--instruction-set", "baseline")
                #expect(end.error == "")
                let report = try JSONDecoder().decode(Report.self, from: Data(end.output.utf8))
                #expect(report.name == "iris-setosa")
                #expect(report.instruction_set == "baseline")
                #expect(report.threads == threads)
                #expect(report.kernels.count == 1)
                #expect(report.batches.map(\.batch) == [1, 3, 64])
                for entry in report.batches {
                    #expect(
                        entry.runs == entry.runs.sorted() && entry.runs.contains(entry.ns_per_row))
                    #expect(entry.runs.allSatisfy { $0 > 0 })
                }
            }
        }

        @Test func `raw rows are read, and the sample row without any`() async throws {
            try await PredictTests.inFolder { folder in
                let numbers: [Float] = [5.1, 3.5, 1.4, 0.2, 6.0, 2.9, 4.5, 1.5]
                let bytes = numbers.flatMap { number in
                    (0..<4).map { UInt8(truncatingIfNeeded: number.bitPattern >> UInt32(8 * $0)) }
                }
                let path = "\(folder.path)/rows.f32"
                try Data(bytes).write(to: URL(filePath: path))
                for arguments in [["--input", path], []] {
                    let end = try await ChorusProcess.run(
                        ["bench", Scene.weights("setosa"), "--batch", "2"] + arguments)
                    #expect(end.error == "")
                    #expect(end.output.contains("ns/row"))
                }
            }
        }

        @Test func `bad input is one sentence and an exit code`() async throws {
            try await PredictTests.inFolder { folder in
                let short = try folder.file("rows.csv", "1,2,3,4\n1,2,3\n")
                let torn = try folder.file("rows.f32", "12345")
                let odd = try folder.file("odd.f32", "12345678")
                let cases: [([String], Int32, String)] = [
                    (["--input", short], 1, "line 2 has 3 fields where 4 are expected."),
                    (["--input", torn], 1, "holds 5 bytes, which are no float32 numbers."),
                    (["--input", odd], 1, "holds 2 numbers, which are no rows of the 4 features"),
                    (["--input", "/none.csv"], 1, "/none.csv: cannot be opened"),
                    (["--batch", "1,x"], 64, "--batch takes numbers from 1 to 1048576"),
                    (["--threads", "0"], 64, "--threads must be from 1 to 1024, not 0."),
                    (["--instruction-set", "mmx"], 64, "--instruction-set mmx is not to be had"),
                ]
                for (arguments, code, sentence) in cases {
                    let end = try await ChorusProcess.run(
                        ["bench", Scene.weights("setosa")] + arguments)
                    #expect(end.status == .exited(code))
                    #expect(end.error.contains(sentence), "\(end.error)")
                }
            }
        }

        private struct LoadReport: Decodable {
            let path: String
            let rows: Int
            let connections: Int
            let seconds: Double
            let requests_per_second: Double
            let milliseconds: [String: Double]
            let statuses: [String: Int]
            let failed: Int
        }

        @Test func `a running service is loaded with its own sample row`() async throws {
            try await Scene.iris { port in
                let end = try await ChorusProcess.run([
                    "bench", "http://127.0.0.1:\(port)/predict/label", "--rows", "3",
                    "--connections", "5", "--duration", "200ms", "--json",
                ])
                #expect(end.error == "" && end.status == .exited(0))
                let report = try JSONDecoder().decode(LoadReport.self, from: Data(end.output.utf8))
                #expect(report.path == "/predict/label")
                #expect(report.rows == 3 && report.connections == 5)
                #expect(report.statuses.keys.elementsEqual(["200"]) && report.failed == 0)
                let good = Double(report.statuses["200"] ?? 0)
                #expect(good > 0)
                #expect(abs(report.requests_per_second * report.seconds - good) < 1e-6 * good)
                let percentiles = ["p50", "p90", "p99", "p99.9", "max"]
                    .compactMap { report.milliseconds[$0] }
                #expect(percentiles.count == 5 && percentiles == percentiles.sorted())
            }
        }

        @Test func `answers that are not good are counted by status, and are a fault if all are`()
            async throws
        {
            try await Scene.classifier("setosa") { port in
                let end = try await ChorusProcess.run([
                    "bench", "http://127.0.0.1:\(port)/nowhere", "--connections", "1",
                    "--duration", "50ms",
                ])
                #expect(end.output.contains("status 404"))
                #expect(end.status == .exited(1))
                #expect(end.error.contains("answered nothing with 200."))
            }
        }

        @Test func `a service that cannot be loaded is one sentence and an exit code`() async throws
        {
            let cases: [([String], Int32, String)] = [
                (["http://127.0.0.1:1"], 1, "http://127.0.0.1:1: it cannot be connected to."),
                (["http://none.invalid:80"], 1, "the host of none.invalid:80 is not known."),
                (["https://127.0.0.1:1"], 64, "asks for TLS"),
                (["http://127.0.0.1:1", "--rows", "0"], 64, "--rows must be from 1 to 65536"),
                (["http://127.0.0.1:1", "--duration", "3"], 64, "'3' has no unit"),
                (["http://127.0.0.1:1", "--batch", "1"], 64, "--batch goes with a weight file"),
                ([Scene.weights("setosa"), "--rows", "2"], 64, "--rows goes with a URL"),
            ]
            for (arguments, code, sentence) in cases {
                let end = try await ChorusProcess.run(["bench"] + arguments)
                #expect(end.status == .exited(code))
                #expect(end.error.contains(sentence), "\(end.error)")
            }
        }

        private static func bench(_ arguments: String...) async throws -> (
            output: String, error: String
        ) {
            let end = try await ChorusProcess.run(
                ["bench", Scene.weights("setosa")] + arguments)
            return (end.output, end.error)
        }
    }
}
