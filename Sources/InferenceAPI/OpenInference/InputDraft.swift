/// The members of an input in whatever order they come.
struct InputDraft {
    typealias Cursor = RequestOutline.Cursor

    let limits: RequestLimits
    private var name: String?
    private var datatype: String?
    private var shape: [Int]?
    private(set) var binarySize: Int?
    private(set) var elements: TensorElements?
    /// Where values stand that could not be read yet.
    private(set) var postponedData: Int?

    init(limits: RequestLimits) { self.limits = limits }

    /// The input as an error names it.
    var owner: String { name.map { "Input \(InferenceRequestError.quoted($0))" } ?? "An input" }

    /// Takes the value of a key that means something, and says whether it does.
    mutating func member(
        _ key: String, _ cursor: inout Cursor
    ) throws(InferenceRequestError) -> Bool {
        switch key {
        case "name": name = try cursor.text(of: key)
        case "datatype": datatype = try cursor.text(of: key)
        case "shape": try readShape(&cursor)
        case "data": try readData(&cursor)
        case "parameters": try readParameters(&cursor)
        default: return false
        }
        return true
    }

    /// The input without its values.
    func outline() throws(InferenceRequestError) -> InputOutline {
        guard let name else { throw .missingKey("name", of: owner) }
        guard let datatype else { throw .missingKey("datatype", of: owner) }
        guard let known = TensorDatatype(rawValue: datatype) else {
            throw .unknownDatatype(input: name, found: datatype)
        }
        guard let shape else { throw .missingKey("shape", of: owner) }
        let input = InputOutline(
            name: name, datatype: known, shape: shape, binarySize: binarySize)
        try input.check(limits)
        return input
    }

    private mutating func readShape(_ cursor: inout Cursor) throws(InferenceRequestError) {
        var dimensions: [Int] = []
        try cursor.elements(of: "shape") { (cursor) throws(InferenceRequestError) in
            let dimension = try cursor.count(of: "shape")
            // One dimension too many is enough to refuse the shape.
            if dimensions.count <= TensorShape.maximumRank { dimensions.append(dimension) }
        }
        shape = dimensions
    }

    private mutating func readData(_ cursor: inout Cursor) throws(InferenceRequestError) {
        guard name != nil, datatype != nil, shape != nil else {
            cursor.skipWhitespace()
            postponedData = cursor.position
            return try cursor.skipTensorData()
        }
        elements = try TensorElements(&cursor, of: try outline())
    }

    private mutating func readParameters(_ cursor: inout Cursor) throws(InferenceRequestError) {
        try cursor.parameters(of: owner) { (key, cursor) throws(InferenceRequestError) in
            guard key == "binary_data_size" else { return false }
            binarySize = try cursor.count(of: key)
            return true
        }
    }
}
