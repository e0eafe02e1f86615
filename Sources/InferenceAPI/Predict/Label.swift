/// The label of a class, as the training library gives it.
public enum Label: Hashable, Sendable {
    case integer(Int64)
    case text(String)
    case boolean(Bool)
    case real(Double)
}

extension Label: CustomStringConvertible {
    /// The bare text of the label, without quotes.
    public var description: String {
        switch self {
        case .integer(let value): value.description
        case .text(let value): value
        case .boolean(let value): value.description
        case .real(let value): value.description
        }
    }
}

extension JSONText {
    /// Appends a label as the JSON value of its kind.
    public static func label(_ label: Label, to bytes: inout [UInt8]) {
        switch label {
        case .integer(let value): integer(value, to: &bytes)
        case .text(let value): string(value, to: &bytes)
        case .boolean(let value): boolean(value, to: &bytes)
        case .real(let value): number(value, to: &bytes)
        }
    }
}
