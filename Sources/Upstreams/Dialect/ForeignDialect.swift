import InferenceAPI
import NIOCore

/// How servers of KServe's protocols are asked and understood: a book's body becomes one of theirs from
/// the texts of its rows, and their answer becomes a book's.
///
/// V1: `{"instances":[…]}` to `{"predictions":[…]}`. V2: one tensor of `rows x features`, row-major, to
/// a tensor of `rows x columns` (Open Inference Protocol, "Inference Request JSON Object").
enum ForeignDialect {
    static func request(
        _ operation: Operation, to dialect: Dialect, model: ForeignModel?, id: RequestID,
        path: String
    ) -> UpstreamRequest? {
        let (target, body) = parts(operation, dialect, model, path)
        guard let target else { return nil }
        return UpstreamRequest(
            method: body == nil ? "GET" : "POST", target: target, requestID: id,
            body: body ?? ByteBuffer())
    }

    /// No target: it cannot be asked this.
    private static func parts(
        _ operation: Operation, _ dialect: Dialect, _ model: ForeignModel?, _ path: String
    ) -> (target: String?, body: ByteBuffer?) {
        switch (dialect, operation) {
        case (.v1(let name), .predict(let body, _)):
            request("\(path)/v1/models/\(name):predict", instances(of: body))
        case (.v1(let name), .health), (.v1(let name), .ready): ("\(path)/v1/models/\(name)", nil)
        case (.v2(let name), .predict(let body, _)):
            request("\(path)/v2/models/\(name)/infer", model.flatMap { tensor(of: body, $0) })
        case (.v2(let name), .health), (.v2(let name), .ready):
            ("\(path)/v2/models/\(name)/ready", nil)
        case (.v2(let name), .model): ("\(path)/v2/models/\(name)", nil)
        default: (nil, nil)
        }
    }

    /// Without a body there is nothing to ask.
    private static func request(
        _ target: String, _ body: ByteBuffer?
    ) -> (target: String?, body: ByteBuffer?) {
        (body == nil ? nil : target, body)
    }

    private static func instances(of body: ByteBuffer) -> ByteBuffer? {
        guard let rows = RowTexts(body) else { return nil }
        var bytes: [UInt8] = Array(#"{"instances":["#.utf8)
        rows.append(to: &bytes) { $0 }
        bytes += "]}".utf8
        return ByteBuffer(bytes: bytes)
    }

    private static func tensor(of body: ByteBuffer, _ model: ForeignModel) -> ByteBuffer? {
        guard let rows = RowTexts(body) else { return nil }
        var bytes: [UInt8] = []
        JSONText.raw("{\"inputs\":[{\"name\":", to: &bytes)
        JSONText.string(model.input, to: &bytes)
        JSONText.raw(",\"datatype\":", to: &bytes)
        JSONText.string(model.datatype, to: &bytes)
        bytes += ",\"shape\":[\(rows.count),\(rows.columns)],\"data\":[".utf8
        rows.append(to: &bytes) { $0.dropFirst().dropLast() }
        bytes += "]}]}".utf8
        return ByteBuffer(bytes: bytes)
    }

    /// The book's form of a good answer.
    static func bookAnswer(
        _ body: Span<UInt8>, of dialect: Dialect, model: ForeignModel?, rows: Int
    ) throws(DocumentError) -> ByteBuffer {
        let document = try JSONValue(json: body)
        let predictions =
            switch dialect {
            case .v1, .book: try predictionsOfV1(document)
            case .v2: try predictionsOfV2(document, model, rows)
            }
        var bytes: [UInt8] = []
        JSONText.raw("{\"prediction\":", to: &bytes)
        if predictions.count == 1 {
            JSONText.numbers(predictions[0], to: &bytes)
        } else {
            JSONText.list(predictions, to: &bytes) { JSONText.numbers($0, to: &$1) }
        }
        bytes.append(UInt8(ascii: "}"))
        return ByteBuffer(bytes: bytes)
    }

    private static func predictionsOfV1(_ document: JSONValue) throws(DocumentError) -> [[Double]] {
        let expected = DocumentError.wrongType(
            key: "predictions", expected: "a list of numbers, or of lists of them")
        guard let elements = document["predictions"]?.elements else { throw expected }
        var rows: [[Double]] = []
        for element in elements {
            let row = element.elements.map { $0.map(\.number) } ?? [element.number]
            guard !row.contains(nil) else { throw expected }
            rows.append(row.compactMap(\.self))
        }
        return rows
    }

    private static func predictionsOfV2(
        _ document: JSONValue, _ model: ForeignModel?, _ rows: Int
    ) throws(DocumentError) -> [[Double]] {
        let wrong = DocumentError.wrongType(
            key: "outputs", expected: "tensors, one of them of \(rows) x columns numbers")
        let outputs = document["outputs"]?.elements ?? []
        let chosen = outputs.first { output in
            if let name = model?.output { return output["name"]?.text == name }
            return output["data"]?.flatNumbers != nil
        }
        guard let chosen, let numbers = chosen["data"]?.flatNumbers, rows > 0, !numbers.isEmpty,
            numbers.count.isMultiple(of: rows)
        else { throw wrong }
        let columns = numbers.count / rows
        guard chosen.isTensor(rows: rows, columns: columns) else { throw wrong }
        return (0..<rows).map { Array(numbers[$0 * columns..<($0 + 1) * columns]) }
    }
}

extension JSONValue {
    /// Whether what a tensor says of its shape, and the nesting of its numbers, is `rows x columns`. A
    /// missing shape says nothing.
    fileprivate func isTensor(rows: Int, columns: Int) -> Bool {
        if let shape = self["shape"] {
            let lengths = shape.elements?.compactMap(\.integer) ?? []
            guard lengths.count == shape.elements?.count, lengths.first == rows,
                lengths.dropFirst().first ?? 1 == columns,
                lengths.dropFirst(2).allSatisfy({ $0 == 1 })
            else { return false }
        }
        let data = self["data"]?.elements ?? []
        guard data.contains(where: { $0.elements != nil }) else { return true }
        return data.count == rows && data.allSatisfy { $0.flatNumbers?.count == columns }
    }

    /// The numbers of a tensor, which may be written flat or nested; nil for any other value.
    fileprivate var flatNumbers: [Double]? {
        guard let elements else { return nil }
        var numbers: [Double] = []
        for element in elements {
            if let number = element.number {
                numbers.append(number)
            } else if let inner = element.flatNumbers {
                numbers += inner
            } else {
                return nil
            }
        }
        return numbers
    }
}
