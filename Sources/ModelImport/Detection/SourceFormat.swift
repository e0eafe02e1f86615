/// The format of a model file, told by its first bytes and never by its name.
enum SourceFormat: Equatable {
    case onnx
    case xgboost(XGBoostEncoding)
    case catboost
    case lightgbm
    /// Something else, with what it is and what to do.
    case foreign(String, advice: String)

    /// Whatever has no mark of another format is taken for ONNX, which has none of its own.
    init(_ bytes: [UInt8]) {
        guard !bytes.isEmpty else {
            self = .foreign("an empty file", advice: "copy or export the model again")
            return
        }
        if let mark = Self.marks.first(where: { bytes.starts(with: $0.bytes) }) {
            self = .foreign(mark.what, advice: mark.advice)
        } else if bytes.starts(with: "tree\n".utf8) || bytes.starts(with: "tree\r\n".utf8) {
            self = .lightgbm
        } else if Self.isUBJSON(bytes) {
            self = .xgboost(.ubjson)
        } else if let family = JSONFamily(bytes) {
            self = SourceFormat(family)
        } else if Self.isWeightFile(bytes) {
            self = .foreign("a weight file already", advice: "serve it as it is")
        } else if bytes.prefix(512).allSatisfy(Self.isText) {
            self = .foreign("text", advice: "give the model itself, as its library saved it")
        } else {
            self = .onnx
        }
    }

    private init(_ family: JSONFamily) {
        switch family {
        case .xgboost: self = .xgboost(.json)
        case .catboost: self = .catboost
        case .unknown:
            self = .foreign(
                "JSON, but of no library known here",
                advice: "give the model as its library saved it")
        }
    }

    /// An object whose first key's length stands where JSON has a quote: XGBoost alone writes
    /// models so.
    private static func isUBJSON(_ bytes: [UInt8]) -> Bool {
        bytes.count > 1 && bytes[0] == UInt8(ascii: "{") && "iUIlL".utf8.contains(bytes[1])
    }

    private struct Mark {
        var bytes: [UInt8]
        var what: String
        var advice: String
    }

    private static let pickleAdvice =
        "use chorus-export, where it was trained, for code in a pickle is never run here"
    private static let unpack = "unpack it, or give the model itself"
    private static let marks: [Mark] = [
        Mark(bytes: [0x80, 0x02], what: "a pickle", advice: pickleAdvice),
        Mark(bytes: [0x80, 0x03], what: "a pickle", advice: pickleAdvice),
        Mark(bytes: [0x80, 0x04], what: "a pickle", advice: pickleAdvice),
        Mark(bytes: [0x80, 0x05], what: "a pickle", advice: pickleAdvice),
        Mark(bytes: [0x78, 0x01], what: "a compressed joblib file", advice: pickleAdvice),
        Mark(bytes: [0x78, 0x5E], what: "a compressed joblib file", advice: pickleAdvice),
        Mark(bytes: [0x78, 0x9C], what: "a compressed joblib file", advice: pickleAdvice),
        Mark(bytes: [0x78, 0xDA], what: "a compressed joblib file", advice: pickleAdvice),
        Mark(bytes: [0x50, 0x4B, 0x03, 0x04], what: "a zip archive", advice: unpack),
        Mark(bytes: [0x1F, 0x8B], what: "a gzip archive", advice: unpack),
        Mark(
            bytes: [0x89, 0x50, 0x4E, 0x47], what: "a PNG picture", advice: "give the model itself"),
        Mark(
            bytes: Array("binf".utf8), what: "a model in XGBoost's deprecated binary format",
            advice: "load it with an XGBoost older than 3.1 and save it as .json or .ubj"),
        Mark(
            bytes: Array("CBM1".utf8), what: "a CatBoost binary",
            advice: "save it by save_model(file, format=\"json\")"),
    ]

    private static func isText(_ byte: UInt8) -> Bool {
        byte >= 0x20 || byte == 0x09 || byte == 0x0A || byte == 0x0D
    }

    /// Eight bytes of length, then a JSON object.
    private static func isWeightFile(_ bytes: [UInt8]) -> Bool {
        bytes.count > 10 && bytes[5] == 0 && bytes[6] == 0 && bytes[7] == 0
            && bytes[8...9].elementsEqual("{\"".utf8)
    }
}
