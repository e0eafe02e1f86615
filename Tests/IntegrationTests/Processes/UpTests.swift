import NIOCore
import NIOPosix
import Subprocess
import SystemPackage
import Testing

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#elseif canImport(Darwin)
    import Darwin
#endif

extension Integration {
    /// The demo has fixed ports.
    @Suite struct UpTests {
        static let ports = [8_000, 8_001, 8_002, 9_000]
        private static let arguments: Arguments = ["up", "--weights", "\(Scene.root)/Weights"]

        @Test(.enabled("the demo's ports are free") { await areFree(ports) })
        func `the demo starts, answers and ends with 0`() async throws {
            let result = try await Subprocess.run(
                .path(FilePath(ChorusProcess.executable)), arguments: Self.arguments,
                input: .none, output: .discarded, error: .discarded
            ) { demo in
                let pid = demo.processIdentifier.value
                // Whatever goes wrong here, the demo is asked to end.
                defer { kill(pid, SIGINT) }
                try await becomesTrue {
                    (try? await ask(9_000, .get("/readyz")).status) == 200
                }
                let reply = try await ask(9_000, .post("/predict/label", Numbers.bookRow))
                #expect(reply.body.contains(#""label":"virginica""#), "\(reply.body)")
            }
            #expect(result.terminationStatus == .exited(0))
        }

        @Test(.enabled("the demo's ports are free") { await areFree(ports) })
        func `a configuration's weight files become classifiers of their own`() async throws {
            let file = "\(Scene.root)/Tools/examples/two-questions/chorus.yml"
            let result = try await Subprocess.run(
                .path(FilePath(ChorusProcess.executable)), arguments: ["up", "--config", file],
                input: .none, output: .discarded, error: .discarded
            ) { topology in
                let pid = topology.processIdentifier.value
                defer { kill(pid, SIGINT) }
                try await becomesTrue {
                    (try? await ask(9_000, .get("/readyz")).status) == 200
                }
                let row = #"{"data":[[5.1,3.5,1.4]]}"#
                let own = try await ask(8_000, .post("/predict", row)).body
                let all = try await ask(9_000, .post("/predict", row)).body
                #expect(all.hasPrefix(#"{"flower":\#(own),"width-forest":{"#), "\(all)")
            }
            #expect(result.terminationStatus == .exited(0))
        }

        @Test(.enabled("the demo's ports are free") { await areFree(ports) })
        func `a port that is taken ends the demo with 1 and the service's name`() async throws {
            let squatter = try await Self.bind(8_001)
            let (status, output, error) = try await ChorusProcess.run(
                ["up", "--weights", "\(Scene.root)/Weights"])
            #expect(status == .exited(1))
            #expect(output.contains("versicolor | "))
            #expect(output.contains("8001"))
            #expect(error.contains("versicolor ended with exit code 1"))
            try await squatter.close()
        }

        private static func areFree(_ ports: [Int]) async -> Bool {
            for port in ports {
                guard let channel = try? await bind(port) else { return false }
                try? await channel.close()
            }
            return true
        }

        private static func bind(_ port: Int) async throws -> any Channel {
            try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
                .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
                .bind(host: "127.0.0.1", port: port).get()
        }
    }
}
