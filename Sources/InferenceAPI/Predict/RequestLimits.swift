/// How large a predict request may be.
public struct RequestLimits: Hashable, Sendable {
    public static let defaultRows = 65_536
    public static let defaultFeatures = 8_192
    public static let defaultBodyBytes = 16 * 1024 * 1024
    public static let `default` = RequestLimits()

    /// Rows in one request.
    public var rows: Int
    /// Features of one row.
    public var features: Int
    /// Bytes of the body.
    public var bodyBytes: Int

    public init(
        rows: Int = defaultRows, features: Int = defaultFeatures, bodyBytes: Int = defaultBodyBytes
    ) {
        self.rows = rows
        self.features = features
        self.bodyBytes = bodyBytes
    }
}

/// A place in the rows of a request, both counted from 0.
public struct CellPosition: Hashable, Sendable {
    public var row: Int
    public var column: Int

    public init(row: Int, column: Int) {
        self.row = row
        self.column = column
    }
}
