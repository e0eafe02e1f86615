/// A value of a document and the way to it: asks for what must be there, and says in an error where
/// what was found.
struct DocumentCursor: Sendable {
    let value: Document
    let path: DocumentPath

    init(_ document: Document) { self.init(document, .root) }

    private init(_ value: Document, _ path: DocumentPath) {
        self.value = value
        self.path = path
    }

    /// The member of that name, which must be there.
    func member(_ key: String) throws(ImportFault) -> DocumentCursor {
        guard let member = try members()[key] else {
            throw .value(
                path: "\(DocumentPath.member(path, key))", found: "nothing", expected: "a value")
        }
        return DocumentCursor(member, .member(path, key))
    }

    /// The member of that name; nil where it is absent or null.
    func optional(_ key: String) throws(ImportFault) -> DocumentCursor? {
        guard let member = try members()[key], member != .null else { return nil }
        return DocumentCursor(member, .member(path, key))
    }

    /// All members by name.
    func members() throws(ImportFault) -> [String: Document] {
        guard case .object(let members) = value else { throw fault("an object") }
        return members
    }

    /// The elements of an array, of whatever kind.
    func elements() throws(ImportFault) -> [DocumentCursor] {
        let values: [Document]
        switch value {
        case .array(let elements): values = elements
        case .numbers(let numbers): values = (0..<numbers.count).map { numbers[$0] }
        case .null, .bool, .integer, .real, .text, .object: throw fault("an array")
        }
        return values.enumerated().map { DocumentCursor($1, .element(path, $0)) }
    }

    /// The value is not what it must be.
    func fault(_ expected: String) -> ImportFault {
        .value(path: "\(path)", found: value.kind, expected: expected)
    }

    /// What stands here contradicts something else.
    func contradiction(_ reason: String) -> ImportFault {
        .contradiction(path: "\(path)", reason: reason)
    }
}
