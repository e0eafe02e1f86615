extension JSONCursor {
    /// Takes a number by the strict grammar, without computing its value.
    @inline(__always)
    mutating func number() throws(Failure) -> DecimalNumber {
        var number = DecimalNumber(start: position)
        number.isNegative = take(UInt8(ascii: "-"))
        let first = position
        digits(&number)
        let whole = position &- first
        guard whole > 0 else { throw failure(.badNumber) }
        if whole > 1, byte(ahead: first &- position) == UInt8(ascii: "0") {
            throw .notJSON(offset: first, reason: .badNumber)
        }
        number.digits = whole
        if take(UInt8(ascii: ".")) {
            let point = position
            digits(&number)
            let fraction = position &- point
            guard fraction > 0 else { throw failure(.badNumber) }
            number.digits &+= fraction
            number.exponent = 0 &- fraction
        }
        if byte() | 0x20 == UInt8(ascii: "e") { try exponent(&number) }
        number.end = position
        return number
    }

    @inline(__always)
    private mutating func digits(_ number: inout DecimalNumber) {
        while true {
            let digit = byte() &- UInt8(ascii: "0")
            if digit > 9 { return }
            number.mantissa = number.mantissa &* 10 &+ UInt64(digit)
            advance()
        }
    }

    private mutating func exponent(_ number: inout DecimalNumber) throws(Failure) {
        advance()
        let isNegative = take(UInt8(ascii: "-"))
        if !isNegative { _ = take(UInt8(ascii: "+")) }
        let first = position
        var exponent = 0
        while true {
            let digit = byte() &- UInt8(ascii: "0")
            if digit > 9 { break }
            if exponent < DecimalNumber.exponentBound { exponent = exponent * 10 + Int(digit) }
            advance()
        }
        guard position > first else { throw failure(.badNumber) }
        number.exponent += isNegative ? -exponent : exponent
    }

    /// The value of a number that this cursor has taken, rounded to the nearest double,
    /// ties to even; infinite where it is too large.
    @inline(__always)
    func value(of number: DecimalNumber) -> Double {
        if let value = number.exactValue { return value }
        return roundedValue(of: number)
    }

    @inline(never)
    private func roundedValue(of number: DecimalNumber) -> Double {
        if let value = number.wideValue { return value }
        // The grammar is a part of the one that Double reads, so nil does not happen.
        return Double(text(from: number.start, to: number.end)) ?? .nan
    }
}
