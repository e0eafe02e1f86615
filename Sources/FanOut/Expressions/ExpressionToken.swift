/// The words of a condition.
struct ExpressionToken: Equatable {
    enum Kind: Equatable {
        case number(Double)
        case text(String)
        /// A name with its parts: `detector.prediction`.
        case name(String)
        case comparison(Expression.Comparison)
        case and, or, not
        case open, close, openIndex, closeIndex
        case end
    }

    let kind: Kind
    /// From 1.
    let column: Int
    let text: String

    /// As an error names it.
    var description: String { kind == .end ? "the end" : "\"\(text)\"" }
}

extension ExpressionToken {
    /// Words of a condition.
    static let limit = 2_048
    /// What may stand behind the name of a service.
    private static let parts = [".prediction", ".label", ".proba"]

    /// Cuts a text into tokens, the last of which is `end`.
    static func tokens(of text: String) throws(ExpressionError) -> [ExpressionToken] {
        var scanner = Scanner(characters: Array(text))
        var tokens: [ExpressionToken] = []
        repeat {
            tokens.append(try scanner.next())
            guard tokens.count <= limit else {
                throw ExpressionError(
                    column: tokens[limit].column, reason: .tooLong(limit: limit))
            }
        } while tokens.last?.kind != .end
        return tokens
    }

    private struct Scanner {
        let characters: [Character]
        var position = 0

        init(characters: [Character]) { self.characters = characters }

        mutating func next() throws(ExpressionError) -> ExpressionToken {
            while position < characters.count, characters[position].isWhitespace { position += 1 }
            guard position < characters.count else { return token(.end, length: 0) }
            let first = characters[position]
            switch first {
            case "(": return token(.open, length: 1)
            case ")": return token(.close, length: 1)
            case "[": return token(.openIndex, length: 1)
            case "]": return token(.closeIndex, length: 1)
            case "'", "\"": return try quoted(by: first)
            case "<", ">", "=", "!": return try comparison()
            case "0"..."9", "-", "+", ".": return try number()
            default:
                guard first.isNamePart else {
                    throw error(.unexpected(found: "\"\(first)\"", expected: "a comparison"))
                }
                return name()
            }
        }

        private mutating func quoted(by quote: Character) throws(ExpressionError) -> ExpressionToken
        {
            let start = position + 1
            guard let end = characters[start...].firstIndex(of: quote) else {
                throw error(.openText)
            }
            return token(.text(String(characters[start..<end])), length: end + 1 - position)
        }

        private mutating func comparison() throws(ExpressionError) -> ExpressionToken {
            for length in [2, 1] where position + length <= characters.count {
                let word = String(characters[position..<position + length])
                if let comparison = Expression.Comparison(rawValue: word) {
                    return token(.comparison(comparison), length: length)
                }
            }
            let known = Expression.Comparison.allCases.map(\.rawValue).joined(separator: " ")
            throw error(.unexpected(found: "\"\(characters[position])\"", expected: known))
        }

        private mutating func number() throws(ExpressionError) -> ExpressionToken {
            var end = position + 1
            while end < characters.count, isNumberPart(end) { end += 1 }
            let word = String(characters[position..<end])
            // Services may have names that begin like numbers.
            let name = nameAhead
            if ExpressionToken.parts.contains(where: name.hasSuffix) { return self.name() }
            guard let value = Double(word), value.isFinite else {
                throw error(.malformedNumber(word))
            }
            return token(.number(value), length: end - position)
        }

        private func isNumberPart(_ place: Int) -> Bool {
            let character = characters[place]
            if "+-".contains(character) { return "eE".contains(characters[place - 1]) }
            return character.isASCII
                && (character.isNumber || character.isLetter || character == ".")
        }

        /// The longest run of what names are made of.
        private var nameAhead: String {
            String(characters[position...].prefix(while: \.isNamePart))
        }

        private mutating func name() -> ExpressionToken {
            let word = nameAhead
            let kind: Kind =
                switch word {
                case "and": .and
                case "or": .or
                case "not": .not
                default: .name(word)
                }
            return token(kind, length: word.count)
        }

        private mutating func token(_ kind: Kind, length: Int) -> ExpressionToken {
            defer { position += length }
            return ExpressionToken(
                kind: kind, column: position + 1,
                text: String(characters[position..<position + length]))
        }

        private func error(_ reason: ExpressionError.Reason) -> ExpressionError {
            ExpressionError(column: position + 1, reason: reason)
        }
    }
}

extension Character {
    /// What the names of services and their parts are made of.
    fileprivate var isNamePart: Bool {
        isLetter || isNumber || self == "_" || self == "-" || self == "."
    }
}
