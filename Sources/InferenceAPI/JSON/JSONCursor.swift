/// A place in a JSON text, moved forward token by token.
///
/// This file is the only one of the module that touches raw memory. The bounds hold because every
/// read goes through `byte(ahead:)`, `nextEight` or `text(from:to:)`, which compare with `count`
/// first, and because a cursor lives only inside `read(_:_:)`, while the span that it points into
/// is borrowed. Past the end the next byte is 0, which no JSON text contains.
///
/// A struct with inlined mutating methods: a position captured by closures would pay an
/// exclusivity check for each character.
struct JSONCursor<Failure: JSONReadingError> {
    private let base: UnsafePointer<UInt8>
    let count: Int
    private(set) var position = 0

    /// Gives `body` a cursor at the start of `bytes`, for the time of the call.
    static func read<Value>(
        _ bytes: Span<UInt8>, _ body: (inout JSONCursor) throws(Failure) -> Value
    ) throws(Failure) -> Value {
        try bytes.withUnsafeBufferPointer { (buffer) throws(Failure) -> Value in
            guard let base = buffer.baseAddress else {
                throw .notJSON(offset: 0, reason: .endOfText)
            }
            var cursor = JSONCursor(base: base, count: buffer.count)
            return try body(&cursor)
        }
    }

    /// The same for a text that is not empty and a `body` that throws nothing.
    static func visit<Value>(_ bytes: Span<UInt8>, _ body: (inout JSONCursor) -> Value) -> Value {
        bytes.withUnsafeBufferPointer { buffer in
            guard let base = buffer.baseAddress else { preconditionFailure("the text is empty") }
            var cursor = JSONCursor(base: base, count: buffer.count)
            return body(&cursor)
        }
    }

    private init(base: UnsafePointer<UInt8>, count: Int) {
        self.base = base
        self.count = count
    }

    /// The byte that many places ahead (0 or more), or 0 past the end.
    @inline(__always)
    func byte(ahead distance: Int = 0) -> UInt8 {
        position &+ distance < count ? base[position &+ distance] : 0
    }

    /// The next eight bytes, the first of them lowest; nil where fewer are left.
    @inline(__always)
    var nextEight: UInt64? {
        guard count &- position >= 8 else { return nil }
        return UInt64(
            littleEndian: UnsafeRawPointer(base + position).loadUnaligned(as: UInt64.self))
    }

    @inline(__always)
    var isAtEnd: Bool { position >= count }

    /// Moves on; only past bytes that `byte(ahead:)` has shown, so never beyond the end.
    @inline(__always)
    mutating func advance(by distance: Int = 1) {
        position &+= distance
    }

    /// Goes back to a place where this cursor has been.
    mutating func rewind(to earlier: Int) {
        precondition(earlier >= 0 && earlier <= position)
        position = earlier
    }

    /// The text between two places that this cursor has passed.
    func text(from start: Int, to end: Int) -> String {
        precondition(start >= 0 && start <= end && end <= count)
        return String(
            decoding: UnsafeBufferPointer(start: base + start, count: end - start), as: UTF8.self)
    }
}
