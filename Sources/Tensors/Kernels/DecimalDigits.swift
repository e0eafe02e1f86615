#if canImport(Darwin)
    import Darwin
#elseif canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// Numbers as C prints them.
public enum DecimalDigits {
    /// `%.<digits>g`; `NaN`, `INF` and `-INF` as ONNX Runtime names them.
    public static func general(_ value: Double, digits: Int) -> String {
        if value.isNaN { return "NaN" }
        if value.isInfinite { return value < 0 ? "-INF" : "INF" }
        // A sign, the digits, a point, `e-308` and the zero at the end.
        let room = digits + 16
        let bytes = [UInt8](unsafeUninitializedCapacity: room) { buffer, count in
            buffer.withMemoryRebound(to: CChar.self) { characters in
                // vsnprintf writes no more than `room` bytes, the last of them zero, and says how
                // many characters there are; the text above is shorter.
                let length = withVaList([Int32(clamping: digits), value]) { list in
                    vsnprintf(characters.baseAddress, room, "%.*g", list)
                }
                count = min(max(Int(length), 0), room - 1)
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}
