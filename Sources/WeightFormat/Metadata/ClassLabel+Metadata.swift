/// The list under `classes`: `["setosa", "other"]`, `[0, 1]`, `[false, true]`, `[0.5, 1.0]`.
extension ClassLabel {
    /// Reads a JSON array of labels that are all of one kind and all different.
    static func list(json: String) throws(WeightFault) -> [ClassLabel] {
        var cursor = JSONCursor(Array(json.utf8))
        var labels: [ClassLabel] = []
        try cursor.array { (cursor: inout JSONCursor) throws(WeightFault) in
            labels.append(try label(&cursor))
        }
        try cursor.expectEnd()
        return labels
    }

    /// The JSON array that ``list(json:)`` reads back to the very same labels.
    static func json(_ labels: [ClassLabel]) -> String {
        "[" + labels.map(\.json).joined(separator: ",") + "]"
    }

    /// Integer, text, boolean or real, as the word for it.
    var kind: String {
        switch self {
        case .integer: "integer"
        case .text: "text"
        case .boolean: "boolean"
        case .real: "real"
        }
    }

    private static func label(_ cursor: inout JSONCursor) throws(WeightFault) -> ClassLabel {
        if cursor.peek() == 0x22 { return .text(try cursor.string()) }
        let word = try cursor.word()
        switch word {
        case "true": return .boolean(true)
        case "false": return .boolean(false)
        default: break
        }
        guard word.first == "-" || word.first?.isASCII == true && word.first?.isNumber == true
        else { throw cursor.fault("after '\(word.prefix(40))', which is no label") }
        if let integer = Int64(word) { return .integer(integer) }
        guard let real = Double(word), real.isFinite else {
            throw cursor.fault("after '\(word.prefix(40))', which is no label")
        }
        return .real(real)
    }

    private var json: String {
        switch self {
        case .text(let value): value.jsonQuoted
        default: description
        }
    }
}

extension String {
    /// The text between quotation marks, escaped as JSON asks and no further.
    var jsonQuoted: String {
        var quoted = "\""
        for scalar in unicodeScalars {
            switch scalar {
            case "\"": quoted += "\\\""
            case "\\": quoted += "\\\\"
            case "\n": quoted += "\\n"
            case "\r": quoted += "\\r"
            case "\t": quoted += "\\t"
            case _ where scalar.value < 0x20:
                let digits = String(scalar.value, radix: 16)
                quoted += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
            default: quoted.unicodeScalars.append(scalar)
            }
        }
        return quoted + "\""
    }
}
