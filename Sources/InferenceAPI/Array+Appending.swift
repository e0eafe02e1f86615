extension [UInt8] {
    /// Appends a number's digits.
    package mutating func appendDecimal(_ number: UInt64) {
        var (left, unit) = (number, UInt64(1))
        while left / unit >= 10 { unit *= 10 }
        while unit > 0 {
            append(UInt8(ascii: "0") + UInt8(truncatingIfNeeded: left / unit))
            left %= unit
            unit /= 10
        }
    }

    /// Appends bytes that lie somewhere else.
    package mutating func append(_ bytes: Span<UInt8>) {
        append(addingCapacity: bytes.count) { room in
            for index in bytes.indices { room.append(bytes[index]) }
        }
    }
}
