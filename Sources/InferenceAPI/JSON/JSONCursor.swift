/// A place in a JSON text, moved forward token by token.
///
/// This file is the only one of the module that touches raw memory. The bounds hold because every
/// read goes through `byte(ahead:)`, which compares with `count` first and answers 0 (a byte
/// that no JSON text contains outside of an error) past the end, and because a cursor lives only
/// inside `read(_:_:)`, while the span that it points into is borrowed.
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

    private init(base: UnsafePointer<UInt8>, count: Int) {
        self.base = base
        self.count = count
    }

    /// The byte that many places ahead (0 or more), or 0 past the end.
    @inline(__always)
    func byte(ahead distance: Int = 0) -> UInt8 {
        position &+ distance < count ? base[position &+ distance] : 0
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
