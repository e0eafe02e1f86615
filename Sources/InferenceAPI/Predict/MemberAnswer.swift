/// What a member (a service asked by a proxy) answered to a predict request.
public struct MemberAnswer: Equatable, Sendable {
    public let rows: Int
    /// Values of each row, at least 1.
    public let columns: Int
    /// `rows x columns`, row-major. `null` is NaN.
    public let values: [Double]

    /// - Precondition: there are `rows x columns` values.
    public init(rows: Int, columns: Int, values: [Double]) {
        precondition(values.count == rows * columns && columns > 0)
        self.rows = rows
        self.columns = columns
        self.values = values
    }

    /// Reads an answer to a request of that many rows.
    ///
    /// The answer is one JSON object with a key `prediction`: a list of numbers for one row
    /// (also accepted: a list of one such list), a list of `rows` lists of equal length for more.
    /// Other keys are checked and skipped.
    public init(json: Span<UInt8>, rows: Int) throws(MemberAnswerError) {
        let reader = try MemberAnswerReader<ValueSink>.read(
            json, rows: rows, into: ValueSink(byteCount: json.count))
        self.rows = rows
        columns = reader.columns
        values = reader.sink.values
    }

    /// Checks an answer as `init(json:rows:)` does, in one pass that computes no numbers, so
    /// that its bytes can be copied as they are.
    public static func check(_ json: Span<UInt8>, rows: Int) throws(MemberAnswerError) {
        _ = try MemberAnswerReader<NoSink>.read(json, rows: rows, into: NoSink())
    }

    /// Where the predictions of each row lie in an answer, from `[` to `]`.
    public static func rows(
        _ json: Span<UInt8>, rows: Int
    ) throws(MemberAnswerError) -> [Range<Int>] {
        try MemberAnswerReader<RowSink>.read(json, rows: rows, into: RowSink()).sink.rows
    }
}

/// Keeps nothing and computes nothing.
struct NoSink: CellSink {
    @inline(__always)
    mutating func take<Failure>(_ number: DecimalNumber, at cursor: JSONCursor<Failure>) -> Bool {
        true
    }

    mutating func take(nonFinite value: Double) {}
}
