/// A list of texts as two tensors: all their UTF-8 bytes one after another, and where each begins.
public struct TextTable: Codable, Equatable, Sendable {
    /// Tensor [bytes] of U8.
    public var bytes: String
    /// Tensor [texts + 1] of I64: text `i` is bytes `offsets[i]..<offsets[i + 1]`; the first offset
    /// is 0, the last the number of bytes, and none is below the one before it.
    public var offsets: String

    public init(bytes: String, offsets: String) {
        self.bytes = bytes
        self.offsets = offsets
    }
}

extension [String: TensorData] {
    /// Keeps texts in two tensors, `<name>.bytes` and `<name>.offsets`.
    public mutating func keep(_ texts: [String], as name: String) -> TextTable {
        var bytes: [UInt8] = []
        var offsets: [Int64] = [0]
        for text in texts {
            bytes.append(contentsOf: text.utf8)
            offsets.append(Int64(bytes.count))
        }
        let table = TextTable(bytes: name + ".bytes", offsets: name + ".offsets")
        self[table.bytes] = .uint8(bytes)
        self[table.offsets] = .int64(offsets)
        return table
    }
}

extension TextTable {
    /// The texts between the offsets. Throws where these do not part the bytes or a text is not
    /// UTF-8.
    static func texts(
        _ bytes: [UInt8], _ offsets: [Int64], name: String
    ) throws(WeightFault) -> [String] {
        guard let first = offsets.first, first == 0, let last = offsets.last,
            last == Int64(bytes.count), zip(offsets, offsets.dropFirst()).allSatisfy(<=)
        else {
            throw .tensor(name: name, reason: "has offsets that do not part its bytes")
        }
        var texts: [String] = []
        texts.reserveCapacity(offsets.count - 1)
        for (start, end) in zip(offsets, offsets.dropFirst()) {
            let text = bytes[Int(start)..<Int(end)]
            guard let text = String(validating: text, as: UTF8.self) else {
                throw .tensor(name: name, reason: "has a text that is not UTF-8")
            }
            texts.append(text)
        }
        return texts
    }
}
