/// A duration in configuration: `5s`, `200ms`, `1.5s`, `500us`, `2m`, `1h`.
public struct Budget: Hashable, Sendable {
    /// The longest budget that can be written.
    public static let maximum = Duration.seconds(31 * 86_400)

    /// More than zero.
    public let duration: Duration

    /// Reads a decimal number directly followed by its unit.
    public init(_ text: String) throws(BudgetError) {
        guard let number = DecimalText(text.utf8.prefix(while: DecimalText.isPart)) else {
            throw .notADuration(text: text)
        }
        let unit = text.utf8.drop(while: DecimalText.isPart)
        guard !unit.isEmpty else { throw .noUnit(text: text) }
        guard let nanoseconds = Self.unit(String(unit) ?? "") else {
            throw .unknownUnit(text: text)
        }
        let value = Duration.nanoseconds(Int64(clamping: number.times(nanoseconds)))
        guard value > .zero else { throw .notPositive(text: text) }
        guard value <= Self.maximum else { throw .tooLong(text: text) }
        duration = value
    }

    private static func unit(_ name: String) -> UInt64? {
        switch name {
        case "us": 1_000
        case "ms": 1_000_000
        case "s": 1_000_000_000
        case "m": 60_000_000_000
        case "h": 3_600_000_000_000
        default: nil
        }
    }
}

/// Why a text is no ``Budget``.
public enum BudgetError: Error, Hashable, Sendable {
    case notADuration(text: String)
    case noUnit(text: String)
    case unknownUnit(text: String)
    case notPositive(text: String)
    case tooLong(text: String)
}

extension BudgetError: CustomStringConvertible {
    public var description: String {
        switch self {
        case .notADuration(let text):
            "'\(text)' is not a duration: write a number and a unit, as in 200ms or 1.5s."
        case .noUnit(let text):
            "'\(text)' has no unit: add one of us, ms, s, m, h, as in 200ms or 1.5s."
        case .unknownUnit(let text):
            "'\(text)' has an unknown unit: use one of us, ms, s, m, h."
        case .notPositive(let text):
            "'\(text)' is not a usable duration: it must be more than zero."
        case .tooLong(let text):
            "'\(text)' is too long a duration: the longest is 31 days."
        }
    }
}
