#if canImport(Darwin)
    import Darwin
#elseif canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// Reading of header text in place. Every index is checked by `Span`; what lies between is searched and
/// compared by the C library, a register at a time.
extension Span<UInt8> {
    /// The line that starts at an index, without its LF or CRLF; nil while its end is missing.
    package func line(from start: Int) -> (content: Range<Int>, next: Int)? {
        guard let end = firstIndex(of: 0x0A, in: start..<count) else { return nil }
        let hasReturn = end > start && self[end - 1] == 0x0D
        return (start..<(hasReturn ? end - 1 : end), end + 1)
    }

    package func firstIndex(of byte: UInt8, in range: Range<Int>) -> Int? {
        extracting(range).withUnsafeBufferPointer { part in
            guard let start = UnsafeRawPointer(part.baseAddress),
                let found = memchr(start, Int32(byte), part.count)
            else { return nil }
            return range.lowerBound + (UnsafeRawPointer(found) - start)
        }
    }

    package func text(in range: Range<Int>) -> String {
        extracting(range).withUnsafeBufferPointer { String(decoding: $0, as: UTF8.self) }
    }

    /// A range without spaces and tabs at its ends.
    package func trimmed(_ range: Range<Int>) -> Range<Int> {
        var (low, high) = (range.lowerBound, range.upperBound)
        while low < high, self[low] == 0x20 || self[low] == 0x09 { low += 1 }
        while low < high, self[high - 1] == 0x20 || self[high - 1] == 0x09 { high -= 1 }
        return low..<high
    }

    /// Compares without regard to ASCII case; `text` is in lower case.
    package func matches(_ text: StaticString, at start: Int) -> Bool {
        let length = text.utf8CodeUnitCount
        guard start >= 0, start + length <= count else { return false }
        return extracting(start..<start + length).withUnsafeBytes { part in
            text.withUTF8Buffer { expected in
                guard let part = part.baseAddress, let expected = expected.baseAddress else {
                    return length == 0
                }
                // The text has no zero, at which the comparison would end.
                return strncasecmp(
                    part.assumingMemoryBound(to: CChar.self),
                    UnsafeRawPointer(expected).assumingMemoryBound(to: CChar.self), length) == 0
            }
        }
    }

    package func equals(_ text: StaticString, _ range: Range<Int>) -> Bool {
        range.count == text.utf8CodeUnitCount && matches(text, at: range.lowerBound)
    }

    /// Compares bytes, case and all.
    package func isSame(_ text: [UInt8], as range: Range<Int>) -> Bool {
        guard range.count == text.count else { return false }
        return extracting(range).withUnsafeBytes { part in
            text.withUnsafeBytes { text in
                guard let part = part.baseAddress, let text = text.baseAddress else { return true }
                return memcmp(part, text, range.count) == 0
            }
        }
    }

    /// A decimal number of 1 to 18 digits.
    package func number(in range: Range<Int>) -> Int? {
        guard (1...18).contains(range.count) else { return nil }
        var value = 0
        for index in range {
            let digit = self[index] &- 0x30
            guard digit < 10 else { return nil }
            value = value * 10 + Int(digit)
        }
        return value
    }
}
