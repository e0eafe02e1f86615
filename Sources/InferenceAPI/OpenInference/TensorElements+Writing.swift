extension TensorElements {
    /// Appends the elements as one flat JSON list. A float is widened first, as `/predict` does.
    public func appendJSON(to bytes: inout [UInt8]) {
        switch self {
        case .booleans(let values): JSONText.list(values, to: &bytes, JSONText.boolean)
        case .integers(let values):
            JSONText.list(values, to: &bytes) { JSONText.integer($0, to: &$1) }
        case .floats(let values):
            JSONText.list(values, to: &bytes) { JSONText.number(Double($0), to: &$1) }
        case .doubles(let values): JSONText.numbers(values, to: &bytes)
        case .texts(let values):
            JSONText.list(values, to: &bytes) { text, bytes in
                guard let text else { return JSONText.null(to: &bytes) }
                JSONText.string(text, to: &bytes)
            }
        }
    }
}

extension InferenceTensor {
    /// Appends the elements in binary form: little-endian, without padding, texts behind their
    /// lengths. A missing text is an empty one: binary data has no other word for it.
    ///
    /// - Returns: how many bytes these are.
    func appendBinary(to bytes: inout [UInt8]) -> Int {
        let start = bytes.count
        switch elements {
        case .booleans(let values): bytes += values.map { $0 ? 1 : 0 }
        case .integers(let values):
            let width = datatype.elementBytes ?? 8
            for value in values { Self.append(UInt64(bitPattern: value), width, to: &bytes) }
        case .floats(let values):
            for value in values { Self.append(UInt64(value.bitPattern), 4, to: &bytes) }
        case .doubles(let values):
            for value in values { Self.append(value.bitPattern, 8, to: &bytes) }
        case .texts(let values):
            for text in values {
                let text = text ?? ""
                Self.append(UInt64(text.utf8.count), 4, to: &bytes)
                bytes += text.utf8
            }
        }
        return bytes.count - start
    }

    @inline(__always)
    private static func append(_ word: UInt64, _ width: Int, to bytes: inout [UInt8]) {
        for index in 0..<width {
            bytes.append(UInt8(truncatingIfNeeded: word &>> UInt64(8 &* index)))
        }
    }
}
