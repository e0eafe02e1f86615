/// Writes JSON, appended to bytes, without spaces.
public enum JSONText {
    /// Appends a number: the fewest digits that parse to the very same value; `null` where it
    /// is not finite, as JSON has no other word for it. Whole numbers keep `.0`.
    public static func number(_ value: Double, to bytes: inout [UInt8]) {
        guard value.isFinite else { return raw("null", to: &bytes) }
        bytes.append(contentsOf: value.description.utf8)
    }

    public static func integer(_ value: some BinaryInteger, to bytes: inout [UInt8]) {
        bytes.append(contentsOf: value.description.utf8)
    }

    public static func boolean(_ value: Bool, to bytes: inout [UInt8]) {
        raw(value ? "true" : "false", to: &bytes)
    }

    public static func null(to bytes: inout [UInt8]) {
        raw("null", to: &bytes)
    }

    /// Appends the name in quotes and a colon.
    public static func key(_ name: String, to bytes: inout [UInt8]) {
        string(name, to: &bytes)
        bytes.append(UInt8(ascii: ":"))
    }

    /// Appends a list of numbers.
    public static func numbers(_ values: some Sequence<Double>, to bytes: inout [UInt8]) {
        list(values, to: &bytes) { value, bytes in number(value, to: &bytes) }
    }

    /// Appends a list, each element by the closure.
    public static func list<Element>(
        _ elements: some Sequence<Element>, to bytes: inout [UInt8],
        _ write: (Element, inout [UInt8]) -> Void
    ) {
        bytes.append(UInt8(ascii: "["))
        var isFirst = true
        for element in elements {
            if !isFirst { bytes.append(UInt8(ascii: ",")) }
            isFirst = false
            write(element, &bytes)
        }
        bytes.append(UInt8(ascii: "]"))
    }

    /// Appends text that is JSON, or a piece of it, already.
    public static func raw(_ text: StaticString, to bytes: inout [UInt8]) {
        text.withUTF8Buffer { bytes.append(contentsOf: $0) }
    }
}
