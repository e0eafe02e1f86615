extension InputOutline {
    /// The tensor, with its values from the front of `rest` where they are binary.
    func tensor(
        taking rest: inout Span<UInt8>
    ) throws(InferenceRequestError) -> InferenceTensor {
        let values: TensorElements
        if let elements {
            values = elements
        } else {
            let size = binarySize ?? 0
            guard size <= rest.count else {
                throw .binaryBeyondBody(input: name, declared: size, left: rest.count)
            }
            values = try binaryElements(rest.extracting(..<size))
            rest = rest.extracting(size...)
        }
        return InferenceTensor(name: name, datatype: datatype, shape: shape, elements: values)
    }

    private func binaryElements(
        _ bytes: Span<UInt8>
    ) throws(InferenceRequestError) -> TensorElements {
        guard let width = datatype.elementBytes else { return .texts(try texts(bytes)) }
        let (expected, overflows) = count.multipliedReportingOverflow(by: width)
        guard !overflows, bytes.count == expected else {
            throw .binarySize(
                input: name, declared: bytes.count, expected: overflows ? .max : expected)
        }
        return switch datatype {
        case .bool: .booleans(bytes.littleEndian(UInt8.self) { $0 != 0 })
        case .uint8: .integers(bytes.littleEndian(UInt8.self) { Int64($0) })
        case .uint16: .integers(bytes.littleEndian(UInt16.self) { Int64($0) })
        case .uint32: .integers(bytes.littleEndian(UInt32.self) { Int64($0) })
        case .uint64: .integers(try naturals(bytes))
        case .int8: .integers(bytes.littleEndian(UInt8.self) { Int64(Int8(bitPattern: $0)) })
        case .int16: .integers(bytes.littleEndian(UInt16.self) { Int64(Int16(bitPattern: $0)) })
        case .int32: .integers(bytes.littleEndian(UInt32.self) { Int64(Int32(bitPattern: $0)) })
        case .int64: .integers(bytes.littleEndian(UInt64.self) { Int64(bitPattern: $0) })
        case .fp16: .floats(bytes.littleEndian(UInt16.self) { Float(half: $0) })
        case .bf16: .floats(bytes.littleEndian(UInt16.self) { Float(bitPattern: UInt32($0) << 16) })
        case .fp32: .floats(bytes.littleEndian(UInt32.self) { Float(bitPattern: $0) })
        case .fp64: .doubles(bytes.littleEndian(UInt64.self) { Double(bitPattern: $0) })
        case .bytes: .texts([])
        }
    }

    private func naturals(_ bytes: Span<UInt8>) throws(InferenceRequestError) -> [Int64] {
        let values = bytes.littleEndian(UInt64.self) { Int64(bitPattern: $0) }
        if let index = values.firstIndex(where: { $0 < 0 }) {
            throw .outOfRange(input: name, index: index, datatype: datatype)
        }
        return values
    }

    /// Elements of a 4-byte length and as many bytes of UTF-8.
    private func texts(_ bytes: Span<UInt8>) throws(InferenceRequestError) -> [String?] {
        let expected = count
        var texts: [String?] = []
        texts.reserveCapacity(min(expected, bytes.count / 4))
        var rest = bytes
        while texts.count < expected, !rest.isEmpty {
            let index = texts.count
            guard let length = rest.littleEndianLength, length <= rest.count - 4 else {
                throw .textBeyondData(
                    input: name, index: index, declared: rest.littleEndianLength ?? 4,
                    left: max(rest.count - 4, 0))
            }
            guard let text = rest.extracting(4..<4 + length).text else {
                throw .notUTF8(input: name, index: index)
            }
            texts.append(text)
            rest = rest.extracting((4 + length)...)
        }
        guard texts.count == expected else {
            throw .elements(input: name, shape: shape, found: texts.count, expected: expected)
        }
        guard rest.isEmpty else { throw .textsLeft(input: name, bytes: rest.count) }
        return texts
    }
}

extension Span<UInt8> {
    /// Every word of that width, the lowest byte first. The count is a multiple of the width.
    fileprivate func littleEndian<Word: FixedWidthInteger, Value>(
        _ type: Word.Type, _ convert: (Word) -> Value
    ) -> [Value] {
        let width = MemoryLayout<Word>.size
        var values: [Value] = []
        values.reserveCapacity(count / width)
        var start = 0
        while start < count {
            var word: Word = 0
            for index in 0..<width { word |= Word(self[start &+ index]) &<< Word(8 &* index) }
            values.append(convert(word))
            start &+= width
        }
        return values
    }

    /// The length before a text; nil where fewer than four bytes are left.
    fileprivate var littleEndianLength: Int? {
        guard count >= 4 else { return nil }
        return (0..<4).reduce(0) { $0 | Int(self[$1]) << (8 * $1) }
    }

    /// The bytes as text; nil where they are no UTF-8.
    fileprivate var text: String? {
        guard let valid = try? UTF8Span(validating: self) else { return nil }
        return String(copying: valid)
    }
}

extension Float {
    /// IEEE 754 binary16, widened exactly.
    init(half bits: UInt16) {
        let sign: FloatingPointSign = bits & 0x8000 == 0 ? .plus : .minus
        let exponent = Int(bits >> 10 & 0x1F)
        let fraction = Float(bits & 0x3FF)
        switch exponent {
        case 0: self = Float(sign: sign, exponent: -24, significand: fraction)
        case 31:
            self = fraction == 0 ? Float(sign: sign, exponent: 0, significand: .infinity) : .nan
        default:
            self = Float(sign: sign, exponent: exponent - 25, significand: fraction + 1_024)
        }
    }
}
