extension UBJSONReader {
    /// The markers of numbers.
    enum NumberType {
        case int8, uint8, int16, int32, int64, float32, float64

        init?(_ marker: UInt8) {
            switch Unicode.Scalar(marker) {
            case "i": self = .int8
            case "U": self = .uint8
            case "I": self = .int16
            case "l": self = .int32
            case "L": self = .int64
            case "d": self = .float32
            case "D": self = .float64
            default: return nil
            }
        }

        /// Bytes of one number.
        var size: Int {
            switch self {
            case .int8, .uint8: 1
            case .int16: 2
            case .int32, .float32: 4
            case .int64, .float64: 8
            }
        }
    }

    mutating func number(_ type: NumberType) throws(ImportFault) -> Document {
        Self.numbers(type, try reader.take(type.size))[0]
    }

    /// A length or count: any integer that is not negative.
    mutating func length() throws(ImportFault) -> Int {
        guard let marker = reader.next(), let type = NumberType(marker),
            case .integer(let value) = try number(type), let length = Int(exactly: value),
            length >= 0
        else { throw reader.fault("after what should be a length") }
        return length
    }

    /// A length and as many bytes of UTF-8.
    mutating func text() throws(ImportFault) -> String {
        let bytes = try reader.take(length())
        guard let text = String(validating: bytes, as: UTF8.self) else {
            throw reader.fault("which ends a string that is not UTF-8")
        }
        return text
    }

    /// `[$` has been read: type, `#`, count, and the numbers without markers.
    mutating func typedArray() throws(ImportFault) -> NumberArray {
        guard let marker = reader.next(), let type = NumberType(marker) else {
            throw reader.fault("after an array of a type that is no number")
        }
        guard reader.next() == UInt8(ascii: "#") else {
            throw reader.fault("where the count of an array is expected")
        }
        let (size, overflow) = try length().multipliedReportingOverflow(by: type.size)
        guard !overflow else { throw reader.fault("after a count that no file can hold") }
        return Self.numbers(type, try reader.take(size))
    }

    /// - Precondition: `bytes` are whole numbers of the type.
    private static func numbers(_ type: NumberType, _ bytes: ArraySlice<UInt8>) -> NumberArray {
        switch type {
        case .int8: .int32(bytes.map { Int32(Int8(bitPattern: $0)) })
        case .uint8: .int32(bytes.map { Int32($0) })
        case .int16: .int32(words(bytes, Int16.self) { Int32($0) })
        case .int32: .int32(words(bytes, Int32.self) { $0 })
        case .int64: .int64(words(bytes, Int64.self) { $0 })
        case .float32: .float32(words(bytes, UInt32.self) { Float(bitPattern: $0) })
        case .float64: .float64(words(bytes, UInt64.self) { Double(bitPattern: $0) })
        }
    }

    /// Big-endian words, one after the other.
    private static func words<Word: FixedWidthInteger, Value>(
        _ bytes: ArraySlice<UInt8>, _ type: Word.Type, _ value: (Word) -> Value
    ) -> [Value] {
        let size = MemoryLayout<Word>.size
        return stride(from: bytes.startIndex, to: bytes.endIndex, by: size).map { start in
            var word: Word = 0
            for byte in bytes[start..<start + size] {
                word = word << 8 | Word(truncatingIfNeeded: byte)
            }
            return value(word)
        }
    }
}
