extension DecimalNumber {
    /// The value where 128-bit integers round it right: 19 digits, and powers of ten up to 10^27.
    ///
    /// 10^n is 5^n * 2^n and 5^27 fits in 63 bits, so the quotient (or product) of mantissa and
    /// 5^n is had exactly: its upper 63 or 64 bits, the lowest of them set where anything was left.
    /// Turning these into a double rounds once; the power of two left over changes no digit.
    var wideValue: Double? {
        guard digits <= 19, exponent >= -27, exponent <= 27 else { return nil }
        guard mantissa != 0 else { return isNegative ? -0.0 : 0.0 }
        let magnitude = exponent < 0 ? quotient : product
        return isNegative ? -magnitude : magnitude
    }

    private var quotient: Double {
        let divisor = PowersOfTen.five(exponent.magnitude)
        let upShift = mantissa.leadingZeroBitCount
        let downShift = divisor.leadingZeroBitCount
        let dividend = mantissa << UInt64(upShift)
        // Half of the dividend is below the divisor, whose top bit is set: no overflow.
        let (bits, rest) = (divisor << UInt64(downShift))
            .dividingFullWidth((dividend >> 1, dividend << 63))
        return Self.scaled(bits | (rest == 0 ? 0 : 1), by: exponent + downShift - upShift - 63)
    }

    private var product: Double {
        let (high, low) = mantissa.multipliedFullWidth(by: PowersOfTen.five(exponent.magnitude))
        guard high != 0 else { return Self.scaled(low, by: exponent) }
        let shift = UInt64(high.leadingZeroBitCount)
        let bits = shift == 0 ? high : high << shift | low >> (64 - shift)
        let rest = low << shift
        return Self.scaled(bits | (rest == 0 ? 0 : 1), by: exponent + 64 - Int(shift))
    }

    private static func scaled(_ bits: UInt64, by exponent: Int) -> Double {
        Double(sign: .plus, exponent: exponent, significand: Double(bits))
    }
}
