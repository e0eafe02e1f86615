/// A tensor whose numbers stand in the model.
struct ConstantTensor: Equatable {
    enum Values: Equatable {
        case floats([Float])
        case doubles([Double])
        case integers([Int64])
        case texts([String])
    }

    let shape: [Int]
    let values: Values
    /// Integers of at most 32 bits.
    let isNarrow: Bool
    /// Integers that stand for truths.
    let isBool: Bool

    /// As many values as the product of `shape`.
    init(_ values: Values, shape: [Int], isNarrow: Bool = false, isBool: Bool = false) {
        self.values = values
        self.shape = shape
        self.isNarrow = isNarrow
        self.isBool = isBool
    }

    init(_ tensor: Onnx_TensorProto) throws(ImportFault) {
        let place = "constant '\(tensor.name)'"
        guard tensor.dataLocation != .external, tensor.externalData.isEmpty else {
            throw .unsupported(place: place, reason: "is kept in another file")
        }
        var shape: [Int] = []
        var count = 1
        for dimension in tensor.dims {
            guard dimension >= 0, let size = Int(exactly: dimension) else {
                throw .node(place: place, reason: "has dimension \(dimension)")
            }
            let (product, overflow) = count.multipliedReportingOverflow(by: size)
            guard !overflow else { throw .node(place: place, reason: "has a size that overflows") }
            shape.append(size)
            count = product
        }
        self.shape = shape
        let type = ElementType(rawValue: Int(tensor.dataType))
        isBool = type == .bool
        isNarrow = type == .int32 || type == .uint8 || type == .int8
        values = try Self.values(tensor, place: place)
        guard values.count == count else {
            throw .node(place: place, reason: "has \(values.count) numbers where \(count) are due")
        }
    }

    private static func values(
        _ tensor: Onnx_TensorProto, place: String
    ) throws(ImportFault) -> Values {
        let raw = tensor.hasRawData ? RawNumbers(bytes: [UInt8](tensor.rawData), place: place) : nil
        switch ElementType(rawValue: Int(tensor.dataType)) {
        case .float:
            return .floats(
                try raw?.words(UInt32.self).map(Float.init(bitPattern:)) ?? tensor.floatData)
        case .double:
            return .doubles(
                try raw?.words(UInt64.self).map(Double.init(bitPattern:)) ?? tensor.doubleData)
        case .int64:
            return .integers(
                try raw?.words(UInt64.self).map(Int64.init(bitPattern:)) ?? tensor.int64Data)
        case .int32:
            return .integers(
                try raw?.words(UInt32.self).map { Int64(Int32(bitPattern: $0)) }
                    ?? tensor.int32Data.map(Int64.init))
        case .uint8:
            return .integers(
                raw?.bytes.map { Int64($0) } ?? tensor.int32Data.map { Int64($0) })
        case .int8:
            return .integers(
                raw?.bytes.map { Int64(Int8(bitPattern: $0)) }
                    ?? tensor.int32Data.map { Int64($0) })
        case .bool:
            return .integers(
                raw?.bytes.map { $0 == 0 ? 0 : 1 } ?? tensor.int32Data.map { $0 == 0 ? 0 : 1 })
        case .string:
            var texts: [String] = []
            for bytes in tensor.stringData {
                texts.append(try utf8Text([UInt8](bytes), place: place))
            }
            return .texts(texts)
        default:
            throw .unsupported(place: place, reason: "has element type \(tensor.dataType)")
        }
    }
}

extension ConstantTensor.Values {
    var count: Int {
        switch self {
        case .floats(let values): values.count
        case .doubles(let values): values.count
        case .integers(let values): values.count
        case .texts(let values): values.count
        }
    }
}

/// Little-endian numbers packed in bytes.
private struct RawNumbers {
    var bytes: [UInt8]
    var place: String

    func words<Word: FixedWidthInteger & UnsignedInteger>(
        _ type: Word.Type
    ) throws(ImportFault) -> [Word] {
        let size = Word.bitWidth / 8
        guard bytes.count % size == 0 else {
            throw .node(place: place, reason: "has \(bytes.count) bytes, no multiple of \(size)")
        }
        return stride(from: 0, to: bytes.count, by: size).map { start in
            (0..<size).reduce(0) { $0 | Word(bytes[start + $1]) << Word($1 * 8) }
        }
    }
}

/// Bytes that must be UTF-8.
func utf8Text(_ bytes: [UInt8], place: String) throws(ImportFault) -> String {
    guard let text = String(validating: bytes, as: UTF8.self) else {
        throw .node(place: place, reason: "holds a text that is not UTF-8")
    }
    return text
}
