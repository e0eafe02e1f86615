extension Expression {
    /// Reads a condition and checks its types.
    ///
    /// - Parameter members: who may be asked about: the members that have been asked before.
    public init(parsing text: String, members: [String]) throws(ExpressionError) {
        var parser = Parser(tokens: try ExpressionToken.tokens(of: text), members: members)
        self = try parser.whole()
    }

    private struct Parser {
        /// Parentheses and `not`s within one another.
        static let depthLimit = 64

        let tokens: [ExpressionToken]
        let members: [String]
        var position = 0
        var depth = 0

        init(tokens: [ExpressionToken], members: [String]) {
            self.tokens = tokens
            self.members = members
        }

        private var token: ExpressionToken { tokens[position] }

        mutating func whole() throws(ExpressionError) -> Expression {
            let expression = try disjunction()
            guard token.kind == .end else { throw unexpected("and, or or the end") }
            return expression
        }

        private mutating func disjunction() throws(ExpressionError) -> Expression {
            var left = try conjunction()
            while take(.or) { left = .or(left, try conjunction()) }
            return left
        }

        private mutating func conjunction() throws(ExpressionError) -> Expression {
            var left = try negation()
            while take(.and) { left = .and(left, try negation()) }
            return left
        }

        private mutating func negation() throws(ExpressionError) -> Expression {
            depth += 1
            defer { depth -= 1 }
            guard depth <= Self.depthLimit else {
                throw ExpressionError(
                    column: token.column, reason: .tooDeep(limit: Self.depthLimit))
            }
            if take(.not) { return .not(try negation()) }
            guard take(.open) else { return try comparison() }
            let inner = try disjunction()
            guard take(.close) else { throw unexpected("a closing parenthesis") }
            return inner
        }

        private mutating func comparison() throws(ExpressionError) -> Expression {
            let start = token.column
            let left = try operand()
            guard case .comparison(let comparison) = token.kind else {
                let known = Comparison.allCases.map(\.rawValue).joined(separator: " ")
                throw unexpected(known)
            }
            position += 1
            let right = try operand()
            try check(left, comparison, right, at: start)
            return .comparison(left, comparison, right)
        }

        private mutating func operand() throws(ExpressionError) -> Operand {
            let token = token
            switch token.kind {
            case .number(let number):
                position += 1
                return .number(number)
            case .text(let text):
                position += 1
                return .text(text)
            case .name("rows"):
                position += 1
                return .rows
            case .name(let name):
                position += 1
                return try part(of: name, at: token.column)
            default: throw unexpected("a number, a text in quotes, rows or a member's part")
            }
        }

        /// `detector.prediction[0]`, `detector.label`, `detector.proba`
        private mutating func part(
            of name: String, at column: Int
        ) throws(ExpressionError) -> Operand {
            guard let dot = name.lastIndex(of: ".") else {
                throw ExpressionError(
                    column: column,
                    reason: members.contains(name)
                        ? .unknownPart(member: name, part: "\"\"")
                        : .unknownMember(name, known: members))
            }
            let member = String(name[..<dot])
            let part = name[name.index(after: dot)...]
            guard members.contains(member) else {
                throw ExpressionError(
                    column: column, reason: .unknownMember(member, known: members))
            }
            switch part {
            case "prediction": return .prediction(member: member, column: try index())
            case "label": return .label(member: member)
            case "proba": return .probability(member: member)
            default:
                throw ExpressionError(
                    column: column, reason: .unknownPart(member: member, part: String(part)))
            }
        }

        private mutating func index() throws(ExpressionError) -> Int {
            guard take(.openIndex) else { throw unexpected("[ and a column") }
            guard case .number(let number) = token.kind, let column = Int(exactly: number),
                (0..<65_536).contains(column)
            else { throw unexpected("a column from 0") }
            position += 1
            guard take(.closeIndex) else { throw unexpected("]") }
            return column
        }

        private func check(
            _ left: Operand, _ comparison: Comparison, _ right: Operand, at column: Int
        ) throws(ExpressionError) {
            if let label = [left, right].first(where: \.isLabel), comparison.isOrdering {
                throw ExpressionError(column: column, reason: .noOrder(label.description))
            }
            // A label may be a text or a number: what it is, the model says.
            for (one, other) in [(left, right), (right, left)] where one.isText && other.isNumber {
                throw ExpressionError(
                    column: column,
                    reason: .differentTypes(left: left.description, right: right.description))
            }
        }

        private mutating func take(_ kind: ExpressionToken.Kind) -> Bool {
            guard token.kind == kind else { return false }
            position += 1
            return true
        }

        private func unexpected(_ expected: String) -> ExpressionError {
            ExpressionError(
                column: token.column,
                reason: .unexpected(found: token.description, expected: expected))
        }
    }
}

extension Expression.Operand: CustomStringConvertible {
    public var description: String {
        switch self {
        case .number(let number): "\(number)"
        case .text(let text): "'\(text)'"
        case .prediction(let member, let column): "\(member).prediction[\(column)]"
        case .label(let member): "\(member).label"
        case .probability(let member): "\(member).proba"
        case .rows: "rows"
        }
    }

    fileprivate var isLabel: Bool {
        switch self {
        case .text, .label: true
        case .number, .prediction, .probability, .rows: false
        }
    }

    fileprivate var isText: Bool { if case .text = self { true } else { false } }

    fileprivate var isNumber: Bool {
        switch self {
        case .number, .prediction, .probability, .rows: true
        case .text, .label: false
        }
    }
}

extension Expression: CustomStringConvertible {
    public var description: String {
        switch self {
        case .comparison(let left, let comparison, let right):
            "\(left) \(comparison.rawValue) \(right)"
        case .not(let inner): "not (\(inner))"
        case .and(let left, let right): "\(left.inAnd) and \(right.inAnd)"
        case .or(let left, let right): "\(left) or \(right)"
        }
    }

    private var inAnd: String { if case .or = self { "(\(self))" } else { description } }
}
