/// A number as its text says it: sign, digits, and a power of ten.
struct DecimalNumber {
    /// Exponents are counted up to about this bound; past it a double is 0 or infinite anyway,
    /// unless as many digits make up for it, which the slow way reads from the text.
    static let exponentBound = 1_000_000

    let start: Int
    var end = 0
    var isNegative = false
    /// The digits without the point as an integer: right where there are 19 of them at most.
    var mantissa: UInt64 = 0
    var digits = 0
    /// Value = mantissa * 10^exponent.
    var exponent = 0

    init(start: Int) {
        self.start = start
    }

    /// True where the value cannot be infinite; where false, the value itself must be looked at.
    @inline(__always)
    var isSurelyFinite: Bool { digits &+ exponent <= 308 }

    /// The value where one division or multiplication of exact doubles rounds it right
    /// (mantissa at most 2^53, power of ten at most 10^22: Clinger's fast case).
    @inline(__always)
    var exactValue: Double? {
        guard digits <= 19, mantissa <= 1 << 53, exponent >= -22, exponent <= 22 else { return nil }
        let magnitude = Double(mantissa)
        let power = PowersOfTen.double(exponent.magnitude)
        let value = exponent < 0 ? magnitude / power : magnitude * power
        return isNegative ? -value : value
    }
}
