import WeightFormat

/// One feature's values in all rows of a batch.
public enum Column: Equatable, Sendable {
    /// A missing value is NaN.
    case numbers([Double])
    case integers([Int64])
    /// A missing value is nil.
    case texts([String?])

    public var count: Int {
        switch self {
        case .numbers(let values): values.count
        case .integers(let values): values.count
        case .texts(let values): values.count
        }
    }
}

extension Column {
    /// The same values as a feature of this type takes them: a number takes integers, an integer
    /// takes whole numbers, a text takes integers as their decimal digits.
    func converted(to feature: FeatureSignature) throws(BatchError) -> Column {
        switch (self, feature.type) {
        case (.numbers, .number), (.integers, .integer), (.texts, .text): return self
        case (.integers(let values), .number): return .numbers(values.map { Double($0) })
        case (.integers(let values), .text): return .texts(values.map { "\($0)" })
        case (.numbers(let values), .integer):
            var integers: [Int64] = []
            integers.reserveCapacity(values.count)
            for (row, value) in values.enumerated() {
                guard let integer = Int64(exactly: value) else {
                    let found = value.isNaN ? "missing" : "\(value)"
                    throw .type(row: row, feature: feature, found: found)
                }
                integers.append(integer)
            }
            return .integers(integers)
        case (.numbers, .text): throw .type(row: 0, feature: feature, found: "a number")
        case (.texts(let values), .number), (.texts(let values), .integer):
            let row = values.firstIndex { $0 != nil } ?? 0
            let found = values.first.map { $0 == nil ? "missing" : "a text" } ?? "a text"
            throw .type(row: row, feature: feature, found: found)
        }
    }

    /// The cells of one feature, row by row, as a feature of this type takes them.
    init(cells: [Cell], of feature: FeatureSignature) throws(BatchError) {
        switch feature.type {
        case .number: self = .numbers(try Self.values(cells, feature, \.number))
        case .integer: self = .integers(try Self.values(cells, feature, \.integer))
        case .text: self = .texts(try Self.values(cells, feature, \.text))
        }
    }

    private static func values<Value>(
        _ cells: [Cell], _ feature: FeatureSignature, _ read: (Cell) -> Value?
    ) throws(BatchError) -> [Value] {
        var values: [Value] = []
        values.reserveCapacity(cells.count)
        for (row, cell) in cells.enumerated() {
            guard let value = read(cell) else {
                throw .type(row: row, feature: feature, found: cell.word)
            }
            values.append(value)
        }
        return values
    }
}

extension Cell {
    fileprivate var number: Double? {
        switch self {
        case .number(let value): value
        case .integer(let value): Double(value)
        case .missing: .nan
        case .text: nil
        }
    }

    fileprivate var integer: Int64? {
        switch self {
        case .number(let value): Int64(exactly: value)
        case .integer(let value): value
        case .text, .missing: nil
        }
    }

    /// A text that may be missing; nil where it is neither.
    fileprivate var text: String?? {
        switch self {
        case .text(let value): .some(value)
        case .missing: .some(nil)
        case .integer(let value): .some("\(value)")
        case .number(let value) where value.isNaN: .some(nil)
        case .number(let value): Int64(exactly: value).map { .some("\($0)") }
        }
    }

    /// What the cell is, for an error.
    fileprivate var word: String {
        switch self {
        case .number(let value): value.isNaN ? "missing" : "\(value)"
        case .integer(let value): "\(value)"
        case .text: "a text"
        case .missing: "missing"
        }
    }
}
