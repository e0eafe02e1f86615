import Subprocess
import Testing

extension Integration {
    @Suite struct CommandTests {
        @Test func `health says by its exit code whether a service is ready`() async throws {
            try await Scene.classifier("setosa") { port in
                for url in ["http://127.0.0.1:\(port)", "127.0.0.1:\(port)/"] {
                    let (status, output, _) = try await ChorusProcess.run(["health", url])
                    #expect(status == .exited(0))
                    #expect(output == "ready\n")
                }
            }
            let nobody = try await Trio.unusedPort()
            let url = "http://127.0.0.1:\(nobody)"
            let (status, _, error) = try await ChorusProcess.run(["health", url])
            #expect(status == .exited(1))
            #expect(error.contains("\(url) is not ready"))
            let wrong = try await ChorusProcess.run(["health", "ftp://x"]).status
            #expect(wrong == .exited(64))
        }

        @Test func `health says no of a proxy whose services are down`() async throws {
            let nobody = try await Trio.unusedPort()
            try await Scene.proxy(of: [("gone", nobody)]) { port in
                let (status, _, error) = try await ChorusProcess.run(
                    ["health", "http://127.0.0.1:\(port)"])
                #expect(status == .exited(1))
                #expect(error.contains("Too few services are reachable"))
            }
        }

        @Test(arguments: Scene.flowers) func `the models' golden rows verify`(
            flower: String
        ) async throws {
            let (status, output, error) = try await ChorusProcess.run(
                ["weights", "verify", Scene.weights(flower)])
            #expect(status == .exited(0), "\(error)")
            #expect(output.contains("golden rows"))
        }

        @Test(arguments: Scene.flowers) func `a verified model serves`(flower: String) async throws
        {
            let arguments = ["classifier", "--verify", "--weights", Scene.weights(flower)]
            let end = try await ChorusProcess.serving(arguments) { process in
                let status = try await ask(process.port, .get("/readyz")).status
                #expect(status == 200)
            }
            #expect(end == .exited(0))
        }

        @Test(arguments: [
            ["classifier", "--weights", "/no/such.safetensors"],
            ["classifier", "--weights", "\(Scene.root)/Package.swift"],
            ["classifier", "--weights", "\(Scene.root)/Tests/TidyTests"],
            ["weights", "verify", "\(Scene.root)/Package.swift"],
            ["weights", "inspect", "/no/such.safetensors"],
            ["weights", "export", "\(Scene.root)/Package.swift", "-o", "/nowhere/x.safetensors"],
            ["proxy"],
        ])
        func `what the user gave at fault is one sentence and exit code 1`(
            arguments: [String]
        ) async throws {
            let (status, output, error) = try await ChorusProcess.run(arguments)
            #expect(status == .exited(1), "\(error)")
            #expect(output.isEmpty)
            #expect(error.hasPrefix("Error: "))
            #expect(error.split(separator: "\n").count == 1, "\(error)")
        }

        @Test(arguments: [
            ("TIMEOUT", "soon"), ("TIMEOUT_NOBODY", "1s"), ("ON_TIMEOUT", "maybe"),
            ("AGGREGATE", "best"), ("SERVICE_B", "a b:c"), ("PORT", "http"), ("LOG_LEVEL", "loud"),
        ])
        func `a variable at fault is named`(variable: String, value: String) async throws {
            let (status, _, error) = try await ChorusProcess.run(
                ["proxy"], environment: ["SERVICE_A": "127.0.0.1:1", variable: value])
            #expect(status == .exited(1), "\(error)")
            #expect(error.contains(variable), "\(error)")
        }

        @Test func `a port in use is one sentence and exit code 1`() async throws {
            try await Scene.classifier("setosa") { port in
                let (status, _, error) = try await ChorusProcess.run([
                    "classifier", "--weights", Scene.weights("setosa"), "--host", "127.0.0.1",
                    "--port", "\(port)",
                ])
                #expect(status == .exited(1))
                #expect(error.contains("Cannot listen on 127.0.0.1:\(port)"))
            }
        }

        @Test(arguments: [[], ["classifier", "--threads", "0"], ["nonsense"]])
        func `a wrong command line is exit code 64`(arguments: [String]) async throws {
            let expected: Int32 = arguments.isEmpty ? 0 : 64
            let status = try await ChorusProcess.run(arguments).status
            #expect(status == .exited(expected))
        }
    }
}
