/// One input as the request's JSON has it: its values, or how many bytes of binary data they are.
struct InputOutline {
    typealias Cursor = RequestOutline.Cursor

    let name: String
    let datatype: TensorDatatype
    let shape: [Int]
    let binarySize: Int?
    var elements: TensorElements?

    /// Reads one object of the list `inputs`.
    ///
    /// Values are read by datatype and shape. Where these stand behind them, they are passed over
    /// first, and read when the object has ended.
    static func read(
        _ cursor: inout Cursor, _ limits: RequestLimits
    ) throws(InferenceRequestError) -> InputOutline {
        var draft = InputDraft(limits: limits)
        try cursor.members(of: "An input") { (key, cursor) throws(InferenceRequestError) in
            try draft.member(key, &cursor)
        }
        var input = try draft.outline()
        input.elements = draft.elements
        if let data = draft.postponedData {
            let end = cursor.position
            cursor.rewind(to: data)
            input.elements = try TensorElements(&cursor, of: input)
            cursor.advance(by: end - cursor.position)
        }
        switch (input.elements, draft.binarySize) {
        case (nil, nil): throw .missingKey("data", of: draft.owner)
        case (.some, .some): throw .dataTwice(input: input.name)
        default: return input
        }
    }

    /// Holds the shape to the limits of one request.
    func check(_ limits: RequestLimits) throws(InferenceRequestError) {
        guard (1...TensorShape.maximumRank).contains(shape.count), let rows = shape.first,
            TensorShape.count(shape) != nil, let columns = TensorShape.count(Array(shape[1...]))
        else { throw .badShape(input: name, shape: shape) }
        guard rows <= limits.rows else {
            throw .tooManyRows(input: name, found: rows, limit: limits.rows)
        }
        guard columns <= limits.features else {
            throw .tooManyFeatures(input: name, found: columns, limit: limits.features)
        }
    }

    /// How many elements the shape holds, which has been checked.
    var count: Int { TensorShape.count(shape) ?? 0 }
}
