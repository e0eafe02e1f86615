extension InferenceRequestError: CustomStringConvertible {
    /// One sentence, fit for the protocol's `error`.
    public var description: String {
        switch self {
        case .notJSON, .wrongType, .duplicateKey, .missingKey, .noInputs, .duplicateInput,
            .duplicateOutput, .unsupported:
            ofJSON
        case .unknownDatatype, .badShape, .noJSONForm, .badElement, .elements, .ragged, .dataTwice:
            ofTensor
        case .headerLength, .binaryBeyondBody, .binarySize, .textBeyondData, .textsLeft, .notUTF8,
            .outOfRange, .binaryLeft, .rawSize:
            ofBinary
        case .tooManyBytes, .tooManyInputs, .tooManyRows, .tooManyFeatures:
            ofSize
        }
    }

    private var ofJSON: String {
        switch self {
        case .notJSON(let offset, let reason):
            "The request is not valid JSON: at byte \(offset), \(reason)."
        case .wrongType(let key, let offset, let expected):
            "\(Self.quoted(key)) at byte \(offset) is not \(expected)."
        case .duplicateKey(let key, let offset):
            "The key \(Self.quoted(key)) stands a second time at byte \(offset)."
        case .missingKey(let key, let owner): "\(owner) has no \"\(key)\"."
        case .noInputs: "The list \"inputs\" is empty: at least one tensor is expected."
        case .duplicateInput(let name): "Two inputs are named \(Self.quoted(name))."
        case .duplicateOutput(let name): "The output \(Self.quoted(name)) is asked for twice."
        case .unsupported(let parameter, let owner):
            "\(owner) has the parameter \"\(parameter)\", which this service does not support."
        default: ""
        }
    }

    private var ofTensor: String {
        switch self {
        case .unknownDatatype(let input, let found):
            "\(Self.input(input)) has the datatype \(Self.quoted(found)), which is none of "
                + TensorDatatype.allCases.map(\.rawValue).joined(separator: ", ") + "."
        case .badShape(let input, let shape):
            "\(Self.input(input)) has the shape \(TensorShape.text(shape)); 1 to "
                + "\(TensorShape.maximumRank) dimensions from 0 on are expected, "
                + "of no more elements than a body can hold."
        case .noJSONForm(let input, let datatype):
            "\(Self.input(input)) has the datatype \(datatype.rawValue), which has no JSON form; "
                + "send it as binary data."
        case .badElement(let input, let index, let offset, let datatype):
            "\(Self.input(input)) has no \(datatype.rawValue) value as its element \(index), "
                + "at byte \(offset)."
        case .elements(let input, let shape, let found, let expected):
            "\(Self.input(input)) has \(found > expected ? "more values" : Self.counted(found, "value"))"
                + " where its shape \(TensorShape.text(shape)) holds \(expected)."
        case .ragged(let input, let shape, let dimension, let found):
            "\(Self.input(input)) has a list of \(found) where dimension \(dimension) of its "
                + "shape \(TensorShape.text(shape)) is \(shape[dimension])."
        case .dataTwice(let input):
            "\(Self.input(input)) has both \"data\" and the parameter \"binary_data_size\"."
        default: ""
        }
    }

    private var ofBinary: String {
        switch self {
        case .headerLength(let found, let body):
            "Inference-Header-Content-Length is \(found), but the body has \(body) bytes."
        case .binaryBeyondBody(let input, let declared, let left):
            "\(Self.input(input)) declares \(declared) bytes of binary data, "
                + "but only \(left) are left in the body."
        case .binarySize(let input, let declared, let expected):
            "\(Self.input(input)) declares \(declared) bytes of binary data where its shape and "
                + "datatype make \(expected)."
        case .textBeyondData(let input, let index, let declared, let left):
            "\(Self.input(input)) declares \(declared) bytes for its element \(index), "
                + "but only \(left) of its binary data are left."
        case .textsLeft(let input, let bytes):
            "\(Self.input(input)) has \(Self.counted(bytes, "byte")) of binary data behind its last element."
        case .notUTF8(let input, let index):
            "\(Self.input(input)) has bytes that are no UTF-8 text as its element \(index)."
        case .outOfRange(let input, let index, let datatype):
            "\(Self.input(input)) has a \(datatype.rawValue) value as its element \(index) that "
                + "is beyond the range taken."
        case .binaryLeft(let bytes):
            "\(Self.counted(bytes, "byte")) at the body's end belong to no input."
        case .rawSize(let found, let row):
            "The raw body has \(found) bytes, which is no whole number of rows of \(row) bytes."
        default: ""
        }
    }

    private var ofSize: String {
        switch self {
        case .tooManyBytes(let found, let limit):
            "The body has \(found) bytes, more than the limit of \(limit)."
        case .tooManyInputs(let limit): "The request has more than \(limit) inputs, the limit."
        case .tooManyRows(let input, let found, let limit):
            "\(Self.input(input)) has \(found) rows, more than the limit of \(limit)."
        case .tooManyFeatures(let input, let found, let limit):
            "\(Self.input(input)) has \(found) values a row, more than the limit of \(limit)."
        default: ""
        }
    }

    private static func input(_ name: String) -> String { "Input \(quoted(name))" }

    private static func counted(_ count: Int, _ word: String) -> String {
        count == 1 ? "1 \(word)" : "\(count) \(word)s"
    }

    /// A client's text, cut to a length that a log line bears.
    static func quoted(_ text: String) -> String { "\"\(text.prefix(100))\"" }
}
