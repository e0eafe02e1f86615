/// A plain decimal number, `12` or `1.5`, held exactly.
struct DecimalText {
    /// Digits before and after the point at most: all products below fit in 64 bits, or saturate.
    static let maximumDigits = 12

    private let whole: UInt64
    private let fraction: UInt64
    private let fractionDigits: Int

    static func isPart(_ byte: UInt8) -> Bool {
        byte == UInt8(ascii: ".") || byte &- UInt8(ascii: "0") <= 9
    }

    /// Nil unless there are digits before the point, and digits after it where there is one.
    init?(_ bytes: some Collection<UInt8>) {
        let parts = bytes.split(
            separator: UInt8(ascii: "."), maxSplits: 2, omittingEmptySubsequences: false)
        guard let first = parts.first, let whole = Self.digits(first), parts.count <= 2 else {
            return nil
        }
        self.whole = whole
        guard parts.count == 2 else {
            (fraction, fractionDigits) = (0, 0)
            return
        }
        guard let fraction = Self.digits(parts[1]) else { return nil }
        self.fraction = fraction
        fractionDigits = parts[1].count
    }

    /// This many units, rounded down; the largest number where it is more than that.
    func times(_ unit: UInt64) -> UInt64 {
        var divisor: UInt64 = 1
        for _ in 0..<fractionDigits { divisor *= 10 }
        let (high, low) = fraction.multipliedFullWidth(by: unit)
        // fraction < divisor, so the quotient is below `unit`.
        let part = divisor.dividingFullWidth((high, low)).quotient
        let (product, overflow) = whole.multipliedReportingOverflow(by: unit)
        let (sum, carry) = product.addingReportingOverflow(part)
        return overflow || carry ? .max : sum
    }

    private static func digits(_ bytes: some Collection<UInt8>) -> UInt64? {
        guard !bytes.isEmpty, bytes.count <= maximumDigits else { return nil }
        var value: UInt64 = 0
        for byte in bytes {
            let digit = byte &- UInt8(ascii: "0")
            guard digit <= 9 else { return nil }
            value = value * 10 + UInt64(digit)
        }
        return value
    }
}
