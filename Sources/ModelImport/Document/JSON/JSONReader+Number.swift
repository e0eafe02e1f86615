extension JSONReader {
    /// A number: an integer where it has neither point nor exponent and fits 64 bits.
    mutating func number() throws(ImportFault) -> Document {
        let start = reader.position
        let isNegative = take("-")
        if isNegative, reader.upcoming == 0x49 {
            try word("Infinity")
            return .real(-.infinity)
        }
        var decimal = Decimal()
        try integerDigits(&decimal)
        var isReal = false
        if reader.upcoming == 0x2E {
            isReal = true
            reader.skip()
            try fractionDigits(&decimal)
        }
        if reader.upcoming == 0x65 || reader.upcoming == 0x45 {
            isReal = true
            reader.skip()
            try exponent(&decimal)
        }
        let text = reader.bytes[start..<reader.position]
        if !isReal, let integer = Int64(String(decoding: text, as: UTF8.self)) {
            return .integer(integer)
        }
        return .real(try real(decimal, isNegative, text))
    }

    /// `true`, `false`, `null`, `NaN`, `Infinity`.
    mutating func literal() throws(ImportFault) -> Document {
        let literals: [(String, Document)] = [
            ("true", .bool(true)), ("false", .bool(false)), ("null", .null), ("NaN", .real(.nan)),
            ("Infinity", .real(.infinity)),
        ]
        for (name, value) in literals where reader.upcoming == name.utf8.first {
            try word(name)
            return value
        }
        throw reader.fault("where a value is expected")
    }

    private mutating func word(_ word: String) throws(ImportFault) {
        for expected in word.utf8 {
            guard reader.next() == expected else { throw reader.fault("in an unknown word") }
        }
    }

    /// Digits that have been read: `significand * 10^exponent`, exact unless `isLong`.
    private struct Decimal {
        var significand: UInt64 = 0
        var exponent = 0
        var isLong = false

        mutating func append(_ digit: UInt8) {
            guard significand < 1_000_000_000_000_000_000 else { return isLong = true }
            significand = significand * 10 + UInt64(digit)
        }
    }

    private mutating func integerDigits(_ decimal: inout Decimal) throws(ImportFault) {
        let isZero = reader.upcoming == 0x30
        guard try digits(&decimal) == 1 || !isZero else {
            throw reader.fault("after a number with a leading zero")
        }
    }

    private mutating func fractionDigits(_ decimal: inout Decimal) throws(ImportFault) {
        decimal.exponent -= try digits(&decimal)
    }

    /// Reads at least one digit; how many.
    private mutating func digits(_ decimal: inout Decimal) throws(ImportFault) -> Int {
        let start = reader.position
        while let byte = reader.upcoming, (0x30...0x39).contains(byte) {
            decimal.append(byte - 0x30)
            reader.skip()
        }
        guard reader.position > start else { throw reader.fault("where a digit is expected") }
        return reader.position - start
    }

    private mutating func exponent(_ decimal: inout Decimal) throws(ImportFault) {
        let isNegative = reader.upcoming == 0x2D
        if isNegative || reader.upcoming == 0x2B { reader.skip() }
        var power = Decimal()
        _ = try digits(&power)
        let magnitude = Int(min(power.significand, 100_000))
        if magnitude == 100_000 { decimal.isLong = true }
        decimal.exponent += isNegative ? -magnitude : magnitude
    }

    /// The nearest number of the width that reals are read in.
    ///
    /// Up to 2^53 and 10^22 one division or product of exact doubles is rounded once (Clinger,
    /// 1990). Rounding that again to float32 is right unless it lies halfway between two float32.
    private func real(
        _ decimal: Decimal, _ isNegative: Bool, _ text: ArraySlice<UInt8>
    ) throws(ImportFault) -> Double {
        if !decimal.isLong, decimal.significand < 1 << 53, decimal.exponent.magnitude <= 22 {
            let power = powersOfTen[Int(decimal.exponent.magnitude)]
            let significand = Double(decimal.significand)
            let nearest = decimal.exponent < 0 ? significand / power : significand * power
            let signed = isNegative ? -nearest : nearest
            if rounding == .float64 || nearest == 0 { return signed }
            let isHalfway = nearest.bitPattern & 0x1FFF_FFFF == 0x1000_0000
            if !isHalfway, nearest >= Double(Float.leastNormalMagnitude) {
                return Double(Float(signed))
            }
        }
        let text = String(decoding: text, as: UTF8.self)
        let value = rounding == .float32 ? Float(text).map(Double.init) : Double(text)
        guard let value, value.isFinite else {
            throw reader.fault("after a number that is too large")
        }
        return value
    }
}

/// 10^0 to 10^22, which doubles hold exactly.
private let powersOfTen: [Double] = [
    1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16,
    1e17, 1e18, 1e19, 1e20, 1e21, 1e22,
]
