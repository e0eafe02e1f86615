import FoundationEssentials
import Testing

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#elseif canImport(Darwin)
    import Darwin
#endif

extension Integration {
    /// The program with a configuration file, whose members are Python-like fakes.
    @Suite struct LiveTests {
        private static let row = #"{"data":[[1.0,2.0,3.0,4.0]]}"#
        private static let token = ["authorization: Bearer secret"]

        private static func scene(
            _ act: (_ process: ChorusProcess, _ file: String, _ one: Int, _ two: Int) async throws
                -> Void
        ) async throws {
            let folder = FileManager.default.temporaryDirectory.path
            let path = "\(folder)/\(UInt64.random(in: 0 ... .max)).yml"
            defer { try? FileManager.default.removeItem(atPath: path) }
            try await Fake.good.listening { one in
                try await Fake.good.listening { two in
                    try write(services: ["one": one], to: path)
                    try await ChorusProcess.serving(
                        ["proxy", "--config", path], environment: ["CHORUS_ADMIN_TOKEN": "secret"]
                    ) { process in
                        try await becomesTrue {
                            try await ask(process.port, .get("/readyz")).status == 200
                        }
                        try await act(process, path, one, two)
                    }
                }
            }
        }

        private static func write(services: [String: Int], to path: String) throws {
            let lines = services.sorted { $0.key < $1.key }.map { name, port in
                "  \(name): { url: \"http://127.0.0.1:\(port)\" }"
            }
            try ("services:\n" + lines.joined(separator: "\n"))
                .write(toFile: path, atomically: true, encoding: .utf8)
        }

        private static func put(_ body: String, at path: String) -> HTTPCall {
            var call = HTTPCall.post(path, body, headers: token)
            call.method = "PUT"
            return call
        }

        private static func services(_ process: ChorusProcess) async throws -> [String] {
            let reply = try await ask(process.port, .post("/predict", row))
            return ["one", "two"].filter { reply.body.contains("\"\($0)\":{\"prediction\"") }
        }

        @Test func `a changed file and SIGHUP have it read again; a wrong one changes nothing`()
            async throws
        {
            try await Self.scene { process, path, one, two in
                try Self.write(services: ["one": one, "two": two], to: path)
                process.signal(SIGHUP)
                try await becomesTrue { try await Self.services(process) == ["one", "two"] }

                try Self.write(services: ["two": two], to: path)
                try await becomesTrue { try await Self.services(process) == ["two"] }

                try "services: 3".write(toFile: path, atomically: true, encoding: .utf8)
                let refused = try await ask(
                    process.port, .post("/admin/reload", "", headers: Self.token))
                #expect(refused.status == 422)
                #expect(refused.body.contains("\(path):1:11: services by name"))
                #expect(try await Self.services(process) == ["two"])
            }
        }

        @Test func `a link whose target changes is a changed file, as Kubernetes has it`()
            async throws
        {
            let folder = FileManager.default.temporaryDirectory.path
            let base = "\(folder)/\(UInt64.random(in: 0 ... .max))"
            defer {
                for end in ["", ".1", ".2"] {
                    try? FileManager.default.removeItem(atPath: base + end)
                }
            }
            try await Fake.good.listening { one in
                try await Fake.good.listening { two in
                    try Self.write(services: ["one": one], to: "\(base).1")
                    try Self.write(services: ["two": two], to: "\(base).2")
                    try Self.link(base, to: "\(base).1")
                    try await ChorusProcess.serving(["proxy", "--config", base]) { process in
                        try await becomesTrue { try await Self.services(process) == ["one"] }
                        try Self.link(base, to: "\(base).2")
                        try await becomesTrue { try await Self.services(process) == ["two"] }
                    }
                }
            }
        }

        private static func link(_ path: String, to target: String) throws {
            try? FileManager.default.removeItem(atPath: path)
            try FileManager.default.createSymbolicLink(
                atPath: path, withDestinationPath: target)
        }

        @Test func `services are put, moved, looked at and deleted while requests go on`()
            async throws
        {
            try await Self.scene { process, _, _, two in
                try await Self.change(process, two)
            }
        }

        private static func change(_ process: ChorusProcess, _ two: Int) async throws {
            let port = process.port
            let path = "/admin/services/two"
            let other = #"{"url":"http://127.0.0.1:\#(two)","timeout":"2s"}"#
            #expect(try await ask(port, Self.put(other, at: path)).status == 200)
            #expect(try await Self.services(process) == ["one", "two"])
            #expect(
                try await ask(port, .get(path, headers: Self.token)).body
                    == #"{"urls":["http://127.0.0.1:\#(two)"],"timeout":"2s"}"#)
            #expect(try await ask(port, Self.put(#"{"ulr":"x:1"}"#, at: path)).status == 422)

            // What is told of a service can be put back, and what is not said stays as it was.
            #expect(
                try await ask(
                    port, Self.put(#"{"url":"http://127.0.0.1:\#(two)","active":false}"#, at: path)
                ).body
                    .hasSuffix(#""active":false}"#))
            #expect(try await Self.services(process) == ["one"])
            #expect(
                try await ask(port, Self.put(other, at: path)).body.hasSuffix(#""active":false}"#))
            let active = #"{"url":"http://127.0.0.1:\#(two)","active":true}"#
            #expect(try await ask(port, Self.put(active, at: path)).status == 200)

            var delete = HTTPCall.get("/admin/services/one", headers: Self.token)
            delete.method = "DELETE"
            #expect(try await ask(port, delete).status == 200)
            #expect(try await Self.services(process) == ["two"])
            #expect(try await ask(port, delete).status == 404)

            let reload = HTTPCall.post("/admin/reload", "", headers: Self.token)
            #expect(try await ask(port, reload).status == 200)
            #expect(try await Self.services(process) == ["one"])
        }

        @Test func `who does not bear the token changes nothing`() async throws {
            try await Self.scene { process, _, _, _ in
                for headers in [[], ["authorization: Bearer secreT"], ["authorization: secret"]] {
                    let reply = try await ask(
                        process.port, .post("/admin/reload", "", headers: headers))
                    #expect(reply.status == 401)
                    #expect(reply.headers["www-authenticate"] == "Bearer")
                }
            }
        }

        @Test func `no request fails while the graph is swapped again and again`() async throws {
            try await Self.scene { process, _, _, _ in
                let port = process.port
                try await withThrowingTaskGroup(of: Int.self) { tasks in
                    for _ in 0..<8 {
                        tasks.addTask {
                            let connection = try await Connection(port: port)
                            var bad = 0
                            for _ in 0..<400 {
                                let reply = try await connection.ask(.post("/predict", Self.row))
                                if reply.status != 200 { bad += 1 }
                            }
                            return bad
                        }
                    }
                    for _ in 0..<10 {
                        let reload = HTTPCall.post("/admin/reload", "", headers: Self.token)
                        #expect(try await ask(port, reload).status == 200)
                    }
                    var bad = 0
                    for try await count in tasks { bad += count }
                    #expect(bad == 0)
                }
            }
        }
    }
}
