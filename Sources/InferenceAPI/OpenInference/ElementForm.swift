/// How an element of a datatype is written in JSON.
protocol ElementForm {
    associatedtype Value
    /// Takes the next value, white space is passed over; nil, and nothing taken, where it is none.
    func take(_ cursor: inout RequestOutline.Cursor) throws(InferenceRequestError) -> Value?
}

/// A number, `null`, `NaN`, `Infinity` or `-Infinity`; too large a number is infinite.
struct DoubleElement: ElementForm {
    @inline(__always)
    func take(_ cursor: inout RequestOutline.Cursor) throws(InferenceRequestError) -> Double? {
        let first = cursor.byte()
        let leading = first == UInt8(ascii: "-") ? cursor.byte(ahead: 1) : first
        if leading &- UInt8(ascii: "0") <= 9 { return cursor.value(of: try cursor.number()) }
        if cursor.take(word: "null") || cursor.take(word: "NaN") { return .nan }
        if cursor.take(word: "Infinity") { return .infinity }
        return cursor.take(word: "-Infinity") ? -.infinity : nil
    }
}

/// The same, rounded from the double as numpy does.
struct FloatElement: ElementForm {
    @inline(__always)
    func take(_ cursor: inout RequestOutline.Cursor) throws(InferenceRequestError) -> Float? {
        try DoubleElement().take(&cursor).map { Float($0) }
    }
}

/// A whole number within the type's range; `3.0` and `3e2` are whole.
struct IntegerElement: ElementForm {
    let range: ClosedRange<Int64>

    @inline(__always)
    func take(_ cursor: inout RequestOutline.Cursor) throws(InferenceRequestError) -> Int64? {
        let start = cursor.position
        let first = cursor.byte()
        let leading = first == UInt8(ascii: "-") ? cursor.byte(ahead: 1) : first
        guard leading &- UInt8(ascii: "0") <= 9 else { return nil }
        let number = try cursor.number()
        if let value = number.integer ?? Self.whole(cursor.value(of: number)),
            range.contains(value)
        {
            return value
        }
        cursor.rewind(to: start)
        return nil
    }

    /// Doubles up to 2^53 are exact, so such a number is meant as it stands.
    private static func whole(_ value: Double) -> Int64? {
        value.magnitude <= 0x1p53 ? Int64(exactly: value) : nil
    }
}

/// `true` or `false`, or 1 or 0.
struct BooleanElement: ElementForm {
    func take(_ cursor: inout RequestOutline.Cursor) throws(InferenceRequestError) -> Bool? {
        if cursor.take(word: "true") { return true }
        if cursor.take(word: "false") { return false }
        return try IntegerElement(range: 0...1).take(&cursor).map { $0 == 1 }
    }
}

/// A string, or `null` for a missing value.
struct TextElement: ElementForm {
    func take(
        _ cursor: inout RequestOutline.Cursor
    ) throws(InferenceRequestError) -> String?? {
        if cursor.byte() == UInt8(ascii: "\"") { return .some(try cursor.string()) }
        return cursor.take(word: "null") ? .some(nil) : nil
    }
}
