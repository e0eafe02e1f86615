/// The rows of a request to a model whose features are not all numbers: the body
/// `{"data": [["red", 1.5, null], …]}` of `POST /predict`.
///
/// The grammar is that of ``PredictRequest``, and besides a value may be a string.
public struct MixedRequest: Equatable, Sendable {
    /// At least 1, each of `columns` values.
    public let rows: [[FeatureValue]]
    /// Values of each row, at least 1.
    public let columns: Int

    public init(
        json: Span<UInt8>, limits: RequestLimits = .default
    ) throws(PredictRequestError) {
        let cells = try RequestReader<MixedSink>.read(json, limits: limits, into: MixedSink())
        let columns = cells.columns
        self.columns = columns
        rows = (0..<cells.rows).map { Array(cells.sink.values[$0 * columns..<($0 + 1) * columns]) }
    }
}

/// Keeps values of all kinds.
struct MixedSink: CellSink {
    private(set) var values: [FeatureValue] = []
    var takesTexts: Bool { true }

    mutating func take<Failure>(
        _ number: DecimalNumber, at cursor: JSONCursor<Failure>
    ) -> Bool {
        if number.exponent == 0,
            let integer = Int64(cursor.text(from: number.start, to: number.end))
        {
            values.append(.integer(integer))
            return true
        }
        let value = cursor.value(of: number)
        values.append(.number(value))
        return value.isFinite
    }

    mutating func take(nonFinite value: Double) {
        values.append(value.isNaN ? .missing : .number(value))
    }

    mutating func take(text: String) { values.append(.text(text)) }
}
