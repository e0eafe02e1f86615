/// Rows with the answers that the training library gives for them, kept in the weight file.
public struct Golden: Codable, Equatable, Sendable {
    /// How far an answer may be off: `|found - expected| <= absolute + relative * |expected|`.
    public struct Tolerance: Codable, Equatable, Sendable {
        public var absolute: Double
        public var relative: Double
        public init(absolute: Double, relative: Double) {
            self.absolute = absolute
            self.relative = relative
        }
    }

    public var rows: Rows
    /// Tensors of expected answers by our output name; `label` is [rows] of I64, an index into
    /// `classes`; the others are [rows, columns] of F32 or F64, or [rows] for one column.
    public var expect: [String: String]
    public var tolerance: Tolerance
    /// Who gave the answers, `scikit-learn 1.9.1`.
    public var source: String?

    public init(
        rows: Rows, expect: [String: String], tolerance: Tolerance, source: String? = nil
    ) {
        self.rows = rows
        self.expect = expect
        self.tolerance = tolerance
        self.source = source
    }

    /// Rows in one matrix, the tensor of that name.
    public init(
        rows: String, expect: [String: String], tolerance: Tolerance, source: String? = nil
    ) {
        self.init(rows: .matrix(rows), expect: expect, tolerance: tolerance, source: source)
    }
}
