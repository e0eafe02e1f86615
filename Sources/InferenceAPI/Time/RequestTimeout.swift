/// The value of `X-Request-Timeout`: the milliseconds that a client or proxy still waits.
public enum RequestTimeout {
    /// Longer waits are taken as this one: the earlier of client and route counts anyway.
    public static let maximum = Duration.seconds(3_600)

    /// The same value from its bytes; whole milliseconds, as members get them, without a detour.
    public static func parse(_ bytes: Span<UInt8>) -> Duration? {
        guard let milliseconds = wholeNumber(bytes) else {
            return parse(bytes.text(in: bytes.indices))
        }
        return milliseconds > 0 ? min(.milliseconds(milliseconds), maximum) : nil
    }

    /// Nil where it is no number of one to nine digits.
    private static func wholeNumber(_ bytes: Span<UInt8>) -> Int? {
        guard (1...9).contains(bytes.count) else { return nil }
        var value = 0
        for index in bytes.indices {
            let digit = bytes[index] &- UInt8(ascii: "0")
            guard digit <= 9 else { return nil }
            value = value * 10 + Int(digit)
        }
        return value
    }

    /// Reads a header's value, a decimal number more than zero; nil where it is anything else.
    public static func parse(_ text: some StringProtocol) -> Duration? {
        guard let number = DecimalText(text.utf8) else { return nil }
        let value = Duration.nanoseconds(Int64(clamping: number.times(1_000_000)))
        return value > .zero ? min(value, maximum) : nil
    }

    /// The header's value for the nanoseconds that remain: whole milliseconds, rounded down so that
    /// the member gives up no later than we do, and at least 1.
    public static func milliseconds(remaining nanoseconds: UInt64) -> UInt64 {
        max(1, nanoseconds / 1_000_000)
    }
}
