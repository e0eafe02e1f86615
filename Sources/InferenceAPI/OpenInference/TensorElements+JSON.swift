extension TensorElements {
    /// Reads an input's `data`: one flat list, or lists in lists as the shape has them.
    init(
        _ cursor: inout RequestOutline.Cursor, of input: InputOutline
    ) throws(InferenceRequestError) {
        switch input.datatype {
        case .bool:
            self = .booleans(try ElementReader.read(&cursor, input, BooleanElement()))
        case .uint8, .uint16, .uint32, .uint64, .int8, .int16, .int32, .int64:
            let range = input.datatype.integers ?? 0...0
            self = .integers(try ElementReader.read(&cursor, input, IntegerElement(range: range)))
        case .fp32: self = .floats(try ElementReader.read(&cursor, input, FloatElement()))
        case .fp64: self = .doubles(try ElementReader.read(&cursor, input, DoubleElement()))
        case .bytes: self = .texts(try ElementReader.read(&cursor, input, TextElement()))
        case .fp16, .bf16: throw .noJSONForm(input: input.name, datatype: input.datatype)
        }
    }
}

/// Reads the elements of a tensor from JSON, each by its form.
struct ElementReader<Element: ElementForm> {
    private let input: InputOutline
    private let count: Int
    private let form: Element
    private var values: [Element.Value] = []

    static func read(
        _ cursor: inout RequestOutline.Cursor, _ input: InputOutline, _ form: Element
    ) throws(InferenceRequestError) -> [Element.Value] {
        var reader = ElementReader(input: input, count: input.count, form: form)
        try reader.data(&cursor)
        return reader.values
    }

    private init(input: InputOutline, count: Int, form: Element) {
        self.input = input
        self.count = count
        self.form = form
        // What a client declares is only believed up to a bound.
        values.reserveCapacity(min(count, 65_536))
    }

    private mutating func data(
        _ cursor: inout RequestOutline.Cursor
    ) throws(InferenceRequestError) {
        cursor.skipWhitespace()
        guard cursor.byte() == UInt8(ascii: "[") else {
            let offset = cursor.position
            try cursor.skipTensorData()
            throw .wrongType(key: "data", offset: offset, expected: "a list")
        }
        let start = cursor.position
        guard try cursor.openList() else { return try finish() }
        cursor.skipWhitespace()
        if cursor.byte() == UInt8(ascii: "["), input.shape.count > 1 {
            cursor.rewind(to: start)
            return try level(0, &cursor)
        }
        repeat { try element(&cursor) } while try cursor.nextElement()
        try finish()
    }

    /// Reads the lists of one dimension. The rank is bounded, and so is the recursion.
    private mutating func level(
        _ dimension: Int, _ cursor: inout RequestOutline.Cursor
    ) throws(InferenceRequestError) {
        cursor.skipWhitespace()
        guard cursor.byte() == UInt8(ascii: "[") else { throw bad(cursor) }
        var found = 0
        if try cursor.openList() {
            let isLast = dimension == input.shape.count - 1
            repeat {
                guard found < input.shape[dimension] else {
                    throw ragged(dimension, found + 1)
                }
                if isLast { try element(&cursor) } else { try level(dimension + 1, &cursor) }
                found += 1
            } while try cursor.nextElement()
        }
        guard found == input.shape[dimension] else { throw ragged(dimension, found) }
    }

    @inline(__always)
    private mutating func element(
        _ cursor: inout RequestOutline.Cursor
    ) throws(InferenceRequestError) {
        guard values.count < count else {
            throw .elements(
                input: input.name, shape: input.shape, found: count + 1, expected: count)
        }
        cursor.skipWhitespace()
        guard let value = try form.take(&cursor) else { throw bad(cursor) }
        values.append(value)
    }

    private func finish() throws(InferenceRequestError) {
        guard values.count == count else {
            throw .elements(
                input: input.name, shape: input.shape, found: values.count, expected: count)
        }
    }

    private func ragged(_ dimension: Int, _ found: Int) -> InferenceRequestError {
        .ragged(input: input.name, shape: input.shape, dimension: dimension, found: found)
    }

    private func bad(_ cursor: RequestOutline.Cursor) -> InferenceRequestError {
        guard !cursor.isAtEnd else { return cursor.failure(.endOfText) }
        return .badElement(
            input: input.name, index: values.count, offset: cursor.position,
            datatype: input.datatype)
    }
}
