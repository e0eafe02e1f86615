import InferenceAPI
import Testing

@testable import ProxyService

@Suite struct SignatureBookTests {
    @Test("nothing is known before it is learned")
    func empty() {
        let book = SignatureBook(services: ["a", "b"])

        #expect(book.classes(of: 0, model: nil) == nil)
        #expect(book.classes(of: 1, model: nil) == nil)
    }

    @Test("what is learned holds for that member and that model")
    func learned() throws {
        let old = try #require(ModelTag("svc@0123456789abcdef"))
        let new = try #require(ModelTag("svc@fedcba9876543210"))
        let book = SignatureBook(services: ["a", "b"])

        book.learn(.labels([.text("x")]), of: 1, model: old)

        #expect(book.classes(of: 1, model: old) == .labels([.text("x")]))
        #expect(book.classes(of: 1, model: new) == nil)
        #expect(book.classes(of: 1, model: nil) == nil)
        #expect(book.classes(of: 0, model: old) == nil)
    }

    @Test("a new model takes the place of the old one")
    func relearned() throws {
        let new = try #require(ModelTag("svc@fedcba9876543210"))
        let book = SignatureBook(services: ["a"])
        book.learn(.unnamed, of: 0, model: nil)

        book.learn(.none, of: 0, model: new)

        #expect(book.classes(of: 0, model: new) == SignatureBook.Classes.none)
        #expect(book.classes(of: 0, model: nil) == nil)
    }

    @Test(
        "classes name the columns of an answer",
        arguments: [
            (.labels([.integer(0), .integer(1)]), 2, [.integer(0), .integer(1)]),
            (.unnamed, 2, [.text("setosa"), .text("other")]), (.unnamed, 3, nil),
            (.none, 2, nil),
        ] as [(SignatureBook.Classes, Int, [Label]?)])
    func labels(classes: SignatureBook.Classes, columns: Int, expected: [Label]?) {
        #expect(classes.labels(service: "setosa", columns: columns) == expected)
    }
}
