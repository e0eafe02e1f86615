extension JSONCursor {
    /// Takes a number by the strict grammar, without computing its value.
    @inline(__always)
    mutating func number() throws(Failure) -> DecimalNumber {
        var number = DecimalNumber(start: position)
        number.isNegative = take(UInt8(ascii: "-"))
        let first = position
        let leading = byte()
        digits(&number)
        let whole = position &- first
        guard whole > 0 else { throw failure(.badNumber) }
        guard whole == 1 || leading != UInt8(ascii: "0") else {
            throw .notJSON(offset: first, reason: .badNumber)
        }
        number.digits = whole
        if take(UInt8(ascii: ".")) {
            let point = position
            manyDigits(&number)
            let fraction = position &- point
            guard fraction > 0 else { throw failure(.badNumber) }
            number.digits &+= fraction
            number.exponent = 0 &- fraction
        }
        if byte() | 0x20 == UInt8(ascii: "e") { try exponent(&number) }
        number.end = position
        return number
    }

    /// Takes digits as far as they go, eight at a time where there are that many.
    @inline(__always)
    private mutating func manyDigits(_ number: inout DecimalNumber) {
        while let bytes = nextEight, let digits = EightDigits(bytes) {
            number.mantissa = number.mantissa &* 100_000_000 &+ digits.value
            advance(by: 8)
        }
        digits(&number)
    }

    /// Takes digits as far as they go. Mantissa and distance are local variables on the way:
    /// these stay in registers.
    @inline(__always)
    private mutating func digits(_ number: inout DecimalNumber) {
        var mantissa = number.mantissa
        var distance = 0
        while true {
            let digit = byte(ahead: distance) &- UInt8(ascii: "0")
            if digit > 9 { break }
            mantissa = mantissa &* 10 &+ UInt64(digit)
            distance &+= 1
        }
        advance(by: distance)
        number.mantissa = mantissa
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
