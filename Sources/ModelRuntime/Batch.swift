import Tensors
public import WeightFormat

/// Rows that fit a model's signature: nothing about them needs to be checked again.
public struct Batch: Equatable, Sendable {
    /// The rows of a model that takes one matrix, or columns by feature.
    public enum Content: Equatable, Sendable {
        /// rows x features, in the model's input width.
        case matrix(Numbers)
        /// One a feature, each of its feature's type and as long as there are rows.
        case columns([Column])
    }

    public let content: Content
    public let rows: Int

    /// - Precondition: the content fits the signature and has that many rows.
    init(rows: Int, content: Content) {
        self.rows = rows
        self.content = content
    }

    /// Rounds to float32 where the model takes that, as the Python stack does.
    ///
    /// - Parameter values: rows x features, row-major.
    public init(
        rows: Int, values: [Double], fitting signature: Signature
    ) throws(BatchError) {
        try Self.checkShape(rows: rows, count: values.count, signature)
        let matrix = Matrix(rows: rows, columns: signature.features.count, values: values)
        self.rows = rows
        switch signature.input {
        case .float32:
            let narrow = matrix.converted(to: Float.self)
            try Self.checkFinite(narrow, signature)
            content = .matrix(.float32(narrow))
        case .float64:
            try Self.checkFinite(matrix, signature)
            content = .matrix(.float64(matrix))
        }
    }

    /// - Parameter values: rows x features, row-major; widened where the model takes float64.
    public init(
        rows: Int, values: [Float], fitting signature: Signature
    ) throws(BatchError) {
        try Self.checkShape(rows: rows, count: values.count, signature)
        let matrix = Matrix(rows: rows, columns: signature.features.count, values: values)
        try Self.checkFinite(matrix, signature)
        self.rows = rows
        content = .matrix(Numbers.float32(matrix).converted(to: signature.input))
    }

    /// Rows as they are, for comparing forms of a model on numbers that no client may send.
    package init(unchecked numbers: Numbers, fitting signature: Signature) {
        precondition(numbers.columns == signature.features.count, "a row has the features")
        rows = numbers.rows
        content = .matrix(numbers.converted(to: signature.input))
    }

    /// Columns as they are; each has its feature's type.
    package init(rows: Int, unchecked columns: [Column], fitting signature: Signature) {
        precondition(columns.count == signature.features.count, "a row has the features")
        self.rows = rows
        content = .columns(columns)
    }

    private static func checkShape(
        rows: Int, count: Int, _ signature: Signature
    ) throws(BatchError) {
        guard !signature.takesColumns else {
            throw .matrix(features: signature.features.filter { $0.type != .number })
        }
        guard rows >= 0 else { throw .values(found: count, expected: 0) }
        let (expected, overflows) = rows.multipliedReportingOverflow(by: signature.features.count)
        guard !overflows, count == expected else {
            throw .values(found: count, expected: overflows ? .max : expected)
        }
    }

    private static func checkFinite<Scalar: Real>(
        _ matrix: Matrix<Scalar>, _ signature: Signature
    ) throws(BatchError) {
        guard !signature.acceptsMissing else { return }
        guard let index = matrix.values.firstIndex(where: { !$0.isFinite }) else { return }
        let row = index / matrix.columns
        let column = index % matrix.columns
        if matrix.values[index].isNaN { throw .missing(row: row, column: column) }
        throw .infinite(row: row, column: column, precision: signature.input)
    }
}

/// Why rows do not fit a model; rows and columns count from 0.
public enum BatchError: Error, Equatable, Sendable {
    /// Not rows x features numbers.
    case values(found: Int, expected: Int)
    /// A NaN, but the model does not handle missing values.
    case missing(row: Int, column: Int)
    /// A number that is infinite, or becomes so in the model's width.
    case infinite(row: Int, column: Int, precision: Precision)
    /// One matrix of numbers, but these features hold something else.
    case matrix(features: [FeatureSignature])
    /// Not one column a feature.
    case columns(found: Int, expected: Int)
    /// A column of another length than the batch.
    case length(feature: FeatureSignature, found: Int, expected: Int)
    /// A value that a feature of its type does not take; `found` says what it is.
    case type(row: Int, feature: FeatureSignature, found: String)
}

extension BatchError: CustomStringConvertible {
    public var description: String {
        switch self {
        case .values(let found, let expected):
            "the rows hold \(found) numbers where \(expected) are needed"
        case .missing(let row, let column):
            "row \(row), column \(column) is missing (NaN), "
                + "and this model does not handle missing values"
        case .infinite(let row, let column, let precision):
            "row \(row), column \(column) is infinite in \(precision.rawValue), "
                + "and this model takes finite numbers only"
        case .matrix(let features):
            "the rows are one matrix of numbers, but "
                + features.prefix(8).map { "'\($0.name)' holds \($0.type.plural)" }
                .joined(separator: ", ")
        case .columns(let found, let expected):
            "the rows have \(found) columns where \(expected) are needed"
        case .length(let feature, let found, let expected):
            "'\(feature.name)' has \(found) values for \(expected) rows"
        case .type(let row, let feature, let found):
            "row \(row) has for '\(feature.name)' \(found), and it takes \(feature.type.plural)"
        }
    }
}

extension FeatureType {
    fileprivate var plural: String {
        switch self {
        case .number: "numbers"
        case .integer: "integers"
        case .text: "texts"
        }
    }
}
