import InferenceAPI
import Testing

struct HeaderValueTests {
    @Test("missing services are written and read in order")
    func partial() throws {
        let header = PartialHeader([
            .init(service: "versicolor", code: .timeout),
            .init(service: "virginica", code: .badAnswer),
        ])
        #expect(header.text == "versicolor;timeout, virginica;bad_answer")
        #expect(PartialHeader(header.text) == header)
        #expect(PartialHeader("a ; skipped,b;ejected")?.entries.count == 2)
        #expect(PartialHeader("")?.entries.isEmpty == true)
    }

    @Test(
        "malformed lists are refused",
        arguments: [
            "a", "a;b", "a;timeout,", ";timeout", "a;timeout;x", "a\rset-cookie: x;timeout",
            "a b;timeout", "ä;timeout",
        ])
    func malformedPartial(text: String) {
        #expect(PartialHeader(text) == nil)
    }

    @Test("every code has its name of the contract")
    func codes() {
        #expect(
            FailureCode.allCases.map(\.rawValue) == [
                "timeout", "unreachable", "overloaded", "bad_answer", "rejected", "skipped",
                "ejected", "version_mismatch",
            ])
    }

    @Test(
        "ids of clients are taken", arguments: ["a", "A-b_c.9", String(repeating: "x", count: 64)])
    func goodID(text: String) {
        #expect(RequestID(text)?.text == text)
    }

    @Test(
        "other ids are not",
        arguments: ["", "a b", "é", "a/b", "a\n", "a\u{301}", String(repeating: "x", count: 65)])
    func badID(text: String) {
        #expect(RequestID(text) == nil)
    }

    @Test("ids are made of six lower-case hexadecimal characters")
    func madeID() {
        var generator = SeededGenerator(seed: 8)
        let ids = (0..<100).map { _ in RequestID.make(using: &generator).text }
        #expect(
            ids.allSatisfy { $0.count == 6 && $0.allSatisfy { "0123456789abcdef".contains($0) } })
        #expect(Set(ids).count > 95)
    }

    @Test("a model's tag is its name and 16 characters of its checksum")
    func tag() throws {
        let checksum = "0123456789ABCDEF" + String(repeating: "0", count: 48)
        let tag = try #require(ModelTag(name: "iris-setosa", checksum: checksum))
        #expect(tag.text == "iris-setosa@0123456789abcdef")
        #expect(ModelTag(tag.text) == tag)
        #expect(ModelTag("a@b@0123456789abcdef")?.name == "a@b")
    }

    @Test(
        "other tags are refused",
        arguments: [
            "", "a", "a@", "@0123456789abcdef", "a@0123456789abcde", "a@0123456789abcdeg",
            "a@0123456789abcdef0", "a b@0123456789abcdef", "a\n@0123456789abcdef",
        ])
    func badTag(text: String) {
        #expect(ModelTag(text) == nil)
    }
}
