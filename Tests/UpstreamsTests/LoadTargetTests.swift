import Testing
import Upstreams

@Suite struct LoadTargetTests {
    @Test(
        "a URL's path is what is posted to, /predict without one",
        arguments: [
            ("http://127.0.0.1:9000", "/predict"), ("http://127.0.0.1:9000/", "/predict"),
            ("http://127.0.0.1:9000/routes/a/predict?id=x", "/routes/a/predict?id=x"),
        ])
    func paths(text: String, path: String) throws {
        let target = try LoadTarget(parsing: text)
        #expect(target.address == .tcp(host: "127.0.0.1", port: 9_000))
        #expect(target.path == path)
    }

    @Test("a socket's path is its address")
    func socket() throws {
        let target = try LoadTarget(parsing: "unix:/run/chorus.sock")
        #expect(target.address == .unix(path: "/run/chorus.sock") && target.path == "/predict")
    }

    @Test("what could end a line is no URL", arguments: ["http://h:1/a b", "http://h:1/a\r\n"])
    func hostile(text: String) {
        #expect(throws: AddressError.malformed(text)) { try LoadTarget(parsing: text) }
    }
}
