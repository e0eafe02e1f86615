public import InferenceAPI

extension Expression {
    /// What an operand is for one row.
    public enum Value: Sendable, Equatable {
        case number(Double)
        case label(Label)
    }

    /// Whether it holds, given what the operands that name a member are; nil where it said nothing.
    public func holds(_ value: (Operand) -> Value?) -> Bool {
        switch self {
        case .comparison(let left, let comparison, let right):
            guard let left = left.value(value), let right = right.value(value) else { return false }
            return comparison.holds(left, right)
        case .not(let inner): return !inner.holds(value)
        case .and(let left, let right): return left.holds(value) && right.holds(value)
        case .or(let left, let right): return left.holds(value) || right.holds(value)
        }
    }
}

extension Expression.Operand {
    fileprivate func value(_ value: (Self) -> Expression.Value?) -> Expression.Value? {
        switch self {
        case .number(let number): .number(number)
        case .text(let text): .label(.text(text))
        case .prediction, .label, .probability, .rows: value(self)
        }
    }
}

extension Expression.Comparison {
    fileprivate func holds(_ left: Expression.Value, _ right: Expression.Value) -> Bool {
        switch (left, right) {
        case (.number(let left), .number(let right)): holds(left, right)
        case (.label(let label), .number(let number)), (.number(let number), .label(let label)):
            holds(equality: label.number == number)
        case (.label(let left), .label(let right)): holds(equality: left.equals(right))
        }
    }

    /// NaN, as for a `null`, compares with nothing.
    private func holds(_ left: Double, _ right: Double) -> Bool {
        guard !left.isNaN, !right.isNaN else { return false }
        return switch self {
        case .less: left < right
        case .lessOrEqual: left <= right
        case .greater: left > right
        case .greaterOrEqual: left >= right
        case .equal: left == right
        case .different: left != right
        }
    }

    private func holds(equality: Bool) -> Bool {
        switch self {
        case .equal: equality
        case .different: !equality
        case .less, .lessOrEqual, .greater, .greaterOrEqual: false
        }
    }
}

extension Label {
    /// The number that a label is; nil for a text.
    fileprivate var number: Double? {
        switch self {
        case .integer(let value): Double(value)
        case .real(let value): value
        case .boolean(let value): value ? 1 : 0
        case .text: nil
        }
    }

    /// Labels are equal that are the same number, or the same text.
    fileprivate func equals(_ other: Label) -> Bool {
        guard let number, let otherNumber = other.number else { return self == other }
        return number == otherNumber
    }
}
