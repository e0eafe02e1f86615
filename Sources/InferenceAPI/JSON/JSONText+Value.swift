extension JSONText {
    /// Appends a tree.
    public static func value(_ value: JSONValue, to bytes: inout [UInt8]) {
        switch value {
        case .object(let members):
            object(members.lazy.map { ($0.key, $0.value) }, to: &bytes) { value, bytes in
                JSONText.value(value, to: &bytes)
            }
        case .list(let elements):
            list(elements, to: &bytes) { element, bytes in JSONText.value(element, to: &bytes) }
        case .text(let text): string(text, to: &bytes)
        case .integer(let integer): JSONText.integer(integer, to: &bytes)
        case .real(let number): JSONText.number(number, to: &bytes)
        case .boolean(let boolean): JSONText.boolean(boolean, to: &bytes)
        case .null: null(to: &bytes)
        }
    }

    /// Appends an object of those keys in that order, each value by the closure.
    public static func object<Value>(
        _ members: some Sequence<(String, Value)>, to bytes: inout [UInt8],
        _ write: (Value, inout [UInt8]) -> Void
    ) {
        bytes.append(UInt8(ascii: "{"))
        var isFirst = true
        for (key, value) in members {
            if !isFirst { bytes.append(UInt8(ascii: ",")) }
            isFirst = false
            JSONText.key(key, to: &bytes)
            write(value, &bytes)
        }
        bytes.append(UInt8(ascii: "}"))
    }
}
