import InferenceAPI
import Testing

@testable import Upstreams

@Suite struct SignatureBookTests {
    @Test("nothing is known before it is learned")
    func empty() {
        let book = SignatureBook(members: 2)

        #expect(book.signature(of: 0, model: nil) == nil)
        #expect(book.signature(of: 1, model: nil) == nil)
    }

    @Test("what is learned holds for that member and that model")
    func learned() throws {
        let old = try #require(ModelTag("svc@0123456789abcdef"))
        let new = try #require(ModelTag("svc@fedcba9876543210"))
        let book = SignatureBook(members: 2)

        book.learn(Signature(classes: .labels([.text("x")])), of: 1, model: old)

        #expect(book.signature(of: 1, model: old)?.classes == .labels([.text("x")]))
        #expect(book.signature(of: 1, model: new) == nil)
        #expect(book.signature(of: 1, model: nil) == nil)
        #expect(book.signature(of: 0, model: old) == nil)
    }

    @Test("models of several replicas are remembered side by side")
    func sideBySide() throws {
        let new = try #require(ModelTag("svc@fedcba9876543210"))
        let book = SignatureBook(members: 1)
        book.learn(Signature(classes: .unnamed), of: 0, model: nil)

        book.learn(Signature(classes: .none), of: 0, model: new)

        #expect(book.signature(of: 0, model: new)?.classes == Signature.Classes.none)
        #expect(book.signature(of: 0, model: nil)?.classes == .unnamed)
    }

    @Test("however many models a member has had, few are remembered, the last among them")
    func bounded() throws {
        let book = SignatureBook(members: 1)
        let tags = try (0..<100).map { try #require(ModelTag("svc@\(1_000_000_000_000_000 + $0)")) }

        for tag in tags { book.learn(Signature(classes: .none), of: 0, model: tag) }

        #expect(tags.count { book.signature(of: 0, model: $0) != nil } <= SignatureBook.mostModels)
        #expect(book.signature(of: 0, model: tags[99]) != nil)
    }

    @Test(
        "classes name the columns of an answer",
        arguments: [
            (.labels([.integer(0), .integer(1)]), 2, [.integer(0), .integer(1)]),
            (.unnamed, 2, [.text("setosa"), .text("other")]), (.unnamed, 3, nil),
            (.none, 2, nil),
        ] as [(Signature.Classes, Int, [Label]?)])
    func labels(classes: Signature.Classes, columns: Int, expected: [Label]?) {
        #expect(classes.labels(service: "setosa", columns: columns) == expected)
    }
}
