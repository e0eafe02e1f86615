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

    @Test("a new model takes the place of the old one")
    func relearned() throws {
        let new = try #require(ModelTag("svc@fedcba9876543210"))
        let book = SignatureBook(members: 1)
        book.learn(Signature(classes: .unnamed), of: 0, model: nil)

        book.learn(Signature(classes: .none), of: 0, model: new)

        #expect(book.signature(of: 0, model: new)?.classes == Signature.Classes.none)
        #expect(book.signature(of: 0, model: nil) == nil)
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
