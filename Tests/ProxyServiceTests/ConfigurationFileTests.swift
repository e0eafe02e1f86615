import FanOut
import FoundationEssentials
import Testing
import Upstreams

@testable import ProxyService

@Suite struct ConfigurationFileTests {
    static let services = """
        services:
          a: { url: "http://a:1" }
          b: { urls: ["b:1", "b:2"], timeout: 20ms }

        """

    @Test("services and routes are read as they stand")
    func read() throws {
        let file = try ConfigurationFile(
            Array(
                (Self.services + """
                    routes:
                      default:
                        sequence:
                          - { service: a, on-error: { default: [0.5, 1] } }
                          - { parallel: [b], input: both, aggregate: { mean: } }
                        timeout: 1.5s
                      ab:
                        split: { a: 3, b: 1.5 }
                        shadow: [b]
                    """).utf8))

        #expect(file.services.map(\.name) == ["a", "b"])
        #expect(file.services[1].addresses.count == 2)
        #expect(file.services[1].timeout == .milliseconds(20))
        #expect(file.routes.map(\.name) == ["default", "ab"])
        #expect(file.routes[0].timeout == .seconds(1.5))
        guard case .sequence(let steps) = file.routes[0].root.kind else {
            Issue.record("no sequence")
            return
        }
        #expect(steps[0].onError == .substitute([0.5, 1]))
        #expect(steps[1].input == .both)
        #expect(steps[1].aggregate?.name == "mean")
        #expect(file.routes[1].root.shadow.map(\.services) == [["b"]])
    }

    @Test(
        "faults are told with line, column, what stands there and what may",
        arguments: [
            (
                "servces: {}", 1, 1,
                "key servces is not known here; the keys possible are: services, routes"
            ),
            ("services: 3", 1, 11, "services by name was expected, not \"3\""),
            ("services: { A: { url: x:1 } }", 1, 13, "use a-z"),
            ("services: { a: { url: x:1, tiemout: 1s } }", 1, 28, "url, urls, weights, timeout"),
            ("services: { a: { url: x:1, timeout: 5 } }", 1, 37, "has no unit"),
            ("services: { a: { timeout: 5s } }", 1, 13, "neither url nor weights"),
            ("services: { a: { weights: b, retries: 2 } }", 1, 13, "no calls to repeat"),
            ("services: { a: { weights: b, circuit-breaker: off } }", 1, 13, "no calls to repeat"),
            ("services: { a: { url: x:1, protocol: v3 } }", 1, 38, "book, v1, v2"),
            ("services: { a: { url: x:1, protocol: v2 } }", 1, 13, "needs a model"),
            ("services: { a: { url: x:1 }, a: { url: x:2 } }", 1, 30, "a second time"),
            ("services:\n  a: { url: x:1\nroutes: {}", 3, 7, "not YAML"),
            ("- a", 1, 1, "services and routes was expected, not a list"), ("", 1, 1, "is empty"),
            ("a: &x [*x]", 1, 8, "no anchor"), ("? [a]\n: b", 1, 3, "a key must be a plain word"),
            ("a: 1\n---\nb: 2", 3, 1, "second document"),
        ] as [(String, Int, Int, String)])
    func faults(text: String, line: Int, column: Int, part: String) {
        let error = #expect(throws: ConfigurationFileError.self) {
            try ConfigurationFile(Array(text.utf8))
        }

        #expect(error?.mark == SourceMark(line: line, column: column), "\(error?.sentence ?? "")")
        #expect(error?.sentence.contains(part) == true, "\(error?.sentence ?? "")")
    }

    @Test(
        "faults of steps are told in their place",
        arguments: [
            ("default: { paralel: [a] }", "key paralel"),
            ("default: { timeout: 1s }", "needs one of"),
            ("default: { service: a, parallel: [b] }", "has service already"),
            ("default: { parallel: [a], quorum: 0 }", "a whole number from 1"),
            ("default: { parallel: [a], on-timeout: never }", "fail, partial"),
            (
                "default: { parallel: [a, { service: b, on-error: retry }] }",
                "fail, skip or {default"
            ),
            ("default: { parallel: [a, { service: b, input: rows }] }", "request, previous, both"),
            ("default: { split: { a: 0 } }", "a weight above 0"),
            ("default: { switch: [ { service: a } ] }", "needs when or otherwise"),
            ("default: { service: a, stop-early: maybe }", "true or false"),
            ("default: { service: a, aggregate: { mean: {}, median: {} } }", "one name"),
        ])
    func stepFaults(route: String, part: String) {
        let error = #expect(throws: ConfigurationFileError.self) {
            try ConfigurationFile(Array((Self.services + "routes:\n  " + route).utf8))
        }

        #expect(error?.mark?.line == 5, "\(error?.sentence ?? "")")
        #expect(error?.sentence.contains(part) == true, "\(error?.sentence ?? "")")
    }

    @Test("aliases cannot blow a small file up, nor brackets the stack")
    func hostile() {
        var text = "a0: &a0 [1,2,3,4,5,6,7,8]\n"
        for level in 1..<20 {
            let uses = Array(repeating: "*a\(level - 1)", count: 8).joined(separator: ",")
            text += "a\(level): &a\(level) [\(uses)]\n"
        }
        let deep = String(repeating: "[", count: 100_000)

        // Each level is one alias more, 60 brackets deep.
        var tower = "a0: &a0 1\n"
        for level in 1..<5 {
            tower +=
                "a\(level): &a\(level) " + String(repeating: "[", count: 30)
                + "*a\(level - 1)" + String(repeating: "]", count: 30) + "\n"
        }
        let many = (0..<300_000).map { "k\($0): 1\n" }.joined()

        for text in [text, deep, tower, many, "a: \u{0}", String(repeating: "x", count: 5 << 20)] {
            #expect(throws: ConfigurationFileError.self) {
                try ConfigurationFile(Array(text.utf8))
            }
        }
    }

    @Test("the environment adds services to the file's, and its faults name the file's place")
    func merged() throws {
        let path =
            "\(FileManager.default.temporaryDirectory.path)/\(UInt64.random(in: 0...99_999_999)).yml"
        defer { try? FileManager.default.removeItem(atPath: path) }
        let text = Self.services + "routes: { default: { parallel: [a, b], quorum: 3 } }"
        try text.write(toFile: path, atomically: true, encoding: .utf8)

        let merged = try ProxyConfiguration(
            path: path, environment: ["SERVICE_C": "c:1", "TIMEOUT_A": "7ms", "ACTIVATE_B": "0"])
        let error = #expect(throws: ConfigurationFileError.self) {
            try ProxyConfiguration(path: path, environment: [:])
        }

        let moved = try ProxyConfiguration(
            path: path, environment: ["SERVICE_C": "c:1", "SERVICE_A": "http://elsewhere:7/x"])
        #expect(moved.services[0].addresses == [.tcp(host: "elsewhere", port: 7)])
        #expect(moved.services[0].path == "/x")
        #expect(moved.routes[0].root.services == ["a", "b", "c"])
        #expect(merged.services.map(\.name) == ["a", "b", "c"])
        #expect(merged.services[0].timeout == .milliseconds(7))
        #expect(!merged.services[1].isActive)
        #expect(merged.routes[0].root.services == ["a", "b", "c"])
        #expect(error?.description.hasPrefix("\(path):4:") == true)
        #expect(error?.description.contains("quorum must be from 1 to 2") == true)
    }
}
