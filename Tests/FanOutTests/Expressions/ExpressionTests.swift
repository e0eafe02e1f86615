import FanOut
import InferenceAPI
import Testing

@Suite struct ExpressionTests {
    static let members = ["detector", "spam-2", "a_b"]

    @Test(
        "conditions hold as they read",
        arguments: [
            ("detector.prediction[0] >= 0.8", true), ("detector.prediction[0] > 0.8", false),
            ("detector.prediction[1] < 1e-1", false), ("0.2 == detector.prediction[1]", true),
            ("detector.label == 'spam'", true), ("detector.label != \"spam\"", false),
            ("spam-2.label == 1", true), ("spam-2.label != 2", true),
            ("detector.proba >= .8", true), ("rows == 3", true), ("rows > 3 or rows <= 3", true),
            ("not rows > 3", true), ("not (rows > 3) and rows < 2", false),
            ("rows == 1 or rows == 3 and rows == 3", true),
            ("(rows == 3 or rows == 1) and rows == 2", false),
            // Nothing is said about these: every comparison is false.
            ("a_b.prediction[0] < 5", false), ("a_b.prediction[0] != 5", false),
            ("a_b.label != 'x'", false), ("not a_b.label == 'x'", true),
            ("detector.prediction[7] < 5", false),
        ])
    func holds(text: String, expected: Bool) throws {
        let expression = try Expression(parsing: text, members: Self.members)

        #expect(expression.holds(Self.value) == expected)
    }

    @Test(
        "what is printed reads as the same condition",
        arguments: [
            "not (a_b.proba < -1.5 or rows == 2) and detector.label == 'x'",
            "rows > 1 or rows > 2 and not (rows > 3)",
        ])
    func printing(text: String) throws {
        let expression = try Expression(parsing: text, members: Self.members)

        #expect(try Expression(parsing: "\(expression)", members: Self.members) == expression)
    }

    @Test(
        "faults are told with their column",
        arguments: [
            ("", 1, "there is the end where a number"), ("rows", 5, "there is the end where <"),
            ("rows >", 7, "there is the end"), ("rows > 1 rows", 10, "and, or or the end"),
            ("(rows > 1", 10, "a closing parenthesis"), ("rows > 1)", 9, "and, or or the end"),
            ("other.label == 'x'", 1, "detector, spam-2, a_b"),
            ("detector.lable == 'x'", 1, "has no part lable"),
            ("detector.prediction > 1", 21, "[ and a column"),
            ("detector.prediction[-1] > 1", 21, "a column from 0"),
            ("detector.prediction[x] > 1", 21, "a column from 0"),
            ("detector == 1", 1, "has no part"), ("rows > 1.2.3", 8, "1.2.3 is not a number"),
            ("detector.label == 'x", 19, "no closing quote"),
            ("detector.label < 'x'", 1, "has no order"),
            ("rows == 'x'", 1, "cannot be compared"), ("rows = 1", 6, "\"=\""),
            ("rows & 1", 6, "\"&\""), ("not", 4, "the end"),
        ])
    func faults(text: String, column: Int, part: String) throws {
        let error = #expect(throws: ExpressionError.self) {
            try Expression(parsing: text, members: Self.members)
        }

        #expect(error?.column == column, "\(text): \(error?.description ?? "")")
        #expect(error?.description.contains(part) == true, "\(error?.description ?? "")")
    }

    @Test("names that begin like numbers are names", arguments: ["3d", "-x", "1e5", "0"])
    func numericNames(name: String) throws {
        let expression = try Expression(
            parsing: "\(name).prediction[1] >= -1.5e3 and \(name).label == 'x'", members: [name])

        #expect(expression.operands.compactMap(\.member) == [name, name])
    }

    @Test("a condition has a limit of words")
    func long() {
        let text = "rows > 1" + String(repeating: " or rows > 2", count: 100_000)

        let error = #expect(throws: ExpressionError.self) {
            try Expression(parsing: text, members: [])
        }

        #expect(error?.description.contains("more than 2048 words") == true)
    }

    @Test("parentheses without end are refused, not followed")
    func deep() {
        let text = String(repeating: "(", count: 100_000) + "rows > 1"

        #expect(throws: ExpressionError.self) { try Expression(parsing: text, members: []) }
        #expect(throws: ExpressionError.self) {
            try Expression(parsing: String(repeating: "not ", count: 100_000), members: [])
        }
    }

    /// `detector` says 0.8 and 0.2, spam; `spam-2` 1; `a_b` nothing. There are 3 rows.
    private static func value(_ operand: Expression.Operand) -> Expression.Value? {
        switch operand {
        case .rows: .number(3)
        case .prediction("detector", let column):
            column < 2 ? .number([0.8, 0.2][column]) : nil
        case .label("detector"): .label(.text("spam"))
        case .probability("detector"): .number(0.8)
        case .label("spam-2"): .label(.integer(1))
        default: nil
        }
    }
}
