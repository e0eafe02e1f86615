/// The rows of a piece of a file, and the records that are none.
public struct TableRows: Sendable {
    /// The values of each feature in turn, or all features' values row by row.
    public enum Content: Sendable {
        /// rows x features, row-major.
        case matrix([Double])
        case columns([TableColumn])
    }

    public let content: Content
    /// The line on which each row starts, counted from 0 at the start of the piece.
    public let lines: [Int]
    /// How many lines the piece has.
    public let lineCount: Int
    public let rejects: [RejectedRecord]

    public var rows: Int { lines.count }
}

/// A feature's values.
public enum TableColumn: Equatable, Sendable {
    case numbers([Double])
    case integers([Int64])
    case texts([String?])
}

/// A record that is no row, by the line on which it starts.
public struct RejectedRecord: Hashable, Sendable {
    public var line: Int
    /// A clause whose subject is the line.
    public var reason: String

    public init(line: Int, reason: String) {
        self.line = line
        self.reason = reason
    }
}

/// Collects rows value by value; a row that turns out bad leaves nothing behind.
struct RowCollector {
    let layout: TableLayout
    private let isMatrix: Bool
    private let width: Int
    private var matrix: [Double] = []
    private var columns: [ColumnCollector] = []
    private var lines: [Int] = []
    private var rejects: [RejectedRecord] = []

    init(layout: TableLayout, byteCount: Int) {
        self.layout = layout
        isMatrix = layout.isMatrix
        width = layout.features.count
        if isMatrix {
            // A value takes about eight bytes of text, as it does here.
            matrix.reserveCapacity(byteCount / 8 + width)
        } else {
            columns = layout.features.map { ColumnCollector(kind: $0.kind) }
        }
    }

    /// Makes room for a row of numbers, in whatever order they come.
    @inline(__always)
    mutating func begin() {
        guard isMatrix else { return }
        for _ in 0..<width { matrix.append(.nan) }
    }

    @inline(__always)
    mutating func take(_ value: Double, _ feature: Int) throws(RowFault) {
        let value = try layout.checked(value, feature)
        if isMatrix {
            matrix[lines.count &* width &+ feature] = value
        } else {
            columns[feature].numbers.append(value)
        }
    }

    mutating func take(_ value: Int64, _ feature: Int) { columns[feature].integers.append(value) }

    mutating func take(_ value: String?, _ feature: Int) { columns[feature].texts.append(value) }

    @inline(__always)
    mutating func end(line: Int) { lines.append(line) }

    mutating func reject(line: Int, _ fault: RowFault) {
        rejects.append(RejectedRecord(line: line, reason: fault.description))
        matrix.removeLast(max(matrix.count - lines.count * width, 0))
        for index in columns.indices { columns[index].truncate(to: lines.count) }
    }

    func rows(lineCount: Int) -> TableRows {
        TableRows(
            content: isMatrix ? .matrix(matrix) : .columns(columns.map(\.column)), lines: lines,
            lineCount: lineCount, rejects: rejects)
    }
}

/// A column as it grows; only the list of its kind has values.
private struct ColumnCollector {
    let kind: TableLayout.Kind
    var numbers: [Double] = []
    var integers: [Int64] = []
    var texts: [String?] = []

    init(kind: TableLayout.Kind) { self.kind = kind }

    mutating func truncate(to count: Int) {
        numbers.removeLast(max(numbers.count - count, 0))
        integers.removeLast(max(integers.count - count, 0))
        texts.removeLast(max(texts.count - count, 0))
    }

    var column: TableColumn {
        switch kind {
        case .number: .numbers(numbers)
        case .integer: .integers(integers)
        case .text: .texts(texts)
        }
    }
}
