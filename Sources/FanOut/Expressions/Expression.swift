/// A condition of a `switch`, over what members have said about one row.
///
/// `detector.prediction[0] >= 0.8 and not (detector.label == 'spam' or rows > 100)`: comparisons of
/// numbers or of labels, joined by `and`, `or`, `not` and parentheses; `not` binds tighter than `and`,
/// `and` tighter than `or`. Where a member said nothing about the row (it failed, was not asked or
/// answered `null`), a comparison with it is false, `!=` included.
public indirect enum Expression: Sendable, Equatable {
    case comparison(Operand, Comparison, Operand)
    case not(Expression)
    case and(Expression, Expression)
    case or(Expression, Expression)

    /// What stands on a side of a comparison.
    public enum Operand: Sendable, Equatable, Hashable {
        case number(Double)
        case text(String)
        /// `<member>.prediction[column]`, columns from 0.
        case prediction(member: String, column: Int)
        /// `<member>.label`: the class with the largest prediction.
        case label(member: String)
        /// `<member>.proba`: that class's prediction.
        case probability(member: String)
        /// `rows`: how many rows the request has.
        case rows
    }

    public enum Comparison: String, Sendable, CaseIterable {
        case less = "<"
        case lessOrEqual = "<="
        case greater = ">"
        case greaterOrEqual = ">="
        case equal = "=="
        case different = "!="

        /// Whether it asks for an order, which labels do not have.
        var isOrdering: Bool {
            switch self {
            case .less, .lessOrEqual, .greater, .greaterOrEqual: true
            case .equal, .different: false
            }
        }
    }
}

extension Expression.Operand {
    /// The member that it asks about.
    public var member: String? {
        switch self {
        case .prediction(let member, _), .label(let member), .probability(let member): member
        case .number, .text, .rows: nil
        }
    }
}

extension Expression {
    /// Everything that is compared, in reading order.
    public var operands: [Operand] {
        switch self {
        case .comparison(let left, _, let right): [left, right]
        case .not(let inner): inner.operands
        case .and(let left, let right), .or(let left, let right): left.operands + right.operands
        }
    }
}
