/// The rows that a client asks predictions for: the body `{"data": [[…], …]}` of `POST /predict`.
public struct PredictRequest: Equatable, Sendable {
    /// At least 1.
    public let rows: Int
    /// Values of each row, at least 1.
    public let columns: Int
    /// `rows x columns`, row-major. `null` and `NaN` are both NaN.
    public let values: [Double]
    /// The first value that is missing, NaN or infinite: for models that want finite ones.
    public let firstNonFinite: CellPosition?

    /// Reads the body of a request.
    ///
    /// The grammar is strict JSON, other keys are checked and skipped, and in `data` the bare words
    /// `NaN`, `Infinity` and `-Infinity` stand beside `null`, as Python's `json` writes them.
    /// A number too large for a double is infinite, as there. The first fault in reading order
    /// is the one thrown.
    public init(
        json: Span<UInt8>, limits: RequestLimits = .default
    ) throws(PredictRequestError) {
        let cells = try RequestReader<ValueSink>.read(
            json, limits: limits, into: ValueSink(byteCount: json.count))
        rows = cells.rows
        columns = cells.columns
        values = cells.sink.values
        firstNonFinite = cells.firstNonFinite
    }
}

/// The outline of a request: all that is checked of it, without its values.
///
/// For a proxy, which forwards the bytes as they came. It accepts and refuses exactly what
/// ``PredictRequest`` does, or with texts what ``MixedRequest`` does.
public struct RequestShape: Hashable, Sendable {
    /// At least 1.
    public let rows: Int
    /// Values of each row, at least 1.
    public let columns: Int
    /// The first value that is missing, NaN or infinite.
    public let firstNonFinite: CellPosition?

    public init(
        json: Span<UInt8>, limits: RequestLimits = .default, allowingTexts: Bool = false
    ) throws(PredictRequestError) {
        let cells = try RequestReader<FinitenessSink>.read(
            json, limits: limits, into: FinitenessSink(takesTexts: allowingTexts))
        rows = cells.rows
        columns = cells.columns
        firstNonFinite = cells.firstNonFinite
    }
}

/// Where the rows of a request lie in its bytes, for a proxy that sends on some of them.
public struct RequestRows: Hashable, Sendable {
    /// For each row the bytes from `[` to `]`.
    public let ranges: [Range<Int>]
    /// Values of each row, at least 1.
    public let columns: Int

    public init(
        json: Span<UInt8>, limits: RequestLimits = .default
    ) throws(PredictRequestError) {
        let reader = try RequestReader<RowSink>.read(json, limits: limits, into: RowSink())
        ranges = reader.sink.rows
        columns = reader.columns
    }
}
