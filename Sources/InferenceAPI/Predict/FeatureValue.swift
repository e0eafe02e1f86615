/// One value of a row: a feature of a model may be a number, an integer or a text.
public enum FeatureValue: Hashable, Sendable {
    /// Never NaN: that is ``missing``.
    case number(Double)
    case integer(Int64)
    case text(String)
    case missing
}

extension FeatureValue: ExpressibleByFloatLiteral, ExpressibleByStringLiteral {
    public init(floatLiteral value: Double) { self = .number(value) }
    public init(stringLiteral value: String) { self = .text(value) }
}

extension FeatureValue {
    /// The value that JSON has; nil for truths, lists and objects.
    init?(_ value: JSONValue) {
        switch value {
        case .text(let text): self = .text(text)
        case .integer(let integer): self = .integer(integer)
        case .real(let number): self = .number(number)
        case .null: self = .missing
        case .boolean, .list, .object: return nil
        }
    }
}

extension JSONText {
    /// Appends a value; what is missing or not finite is `null`.
    public static func value(_ value: FeatureValue, to bytes: inout [UInt8]) {
        switch value {
        case .number(let number): JSONText.number(number, to: &bytes)
        case .integer(let integer): JSONText.integer(integer, to: &bytes)
        case .text(let text): string(text, to: &bytes)
        case .missing: null(to: &bytes)
        }
    }
}
