/// A dense matrix, row after row.
@frozen
public struct Matrix<Scalar: Real>: Equatable, Sendable {
    public let rows: Int
    public let columns: Int
    /// `rows x columns` numbers, row-major.
    public var values: [Scalar]

    /// - Precondition: `values` holds `rows * columns` numbers.
    @inlinable
    public init(rows: Int, columns: Int, values: [Scalar]) {
        precondition(rows >= 0 && columns >= 0, "a matrix has no negative side")
        precondition(values.count == rows * columns, "a matrix holds rows x columns numbers")
        self.rows = rows
        self.columns = columns
        self.values = values
    }

    @inlinable
    public init(rows: Int, columns: Int, repeating value: Scalar = 0) {
        self.init(
            rows: rows, columns: columns, values: Array(repeating: value, count: rows * columns))
    }

    @inlinable
    public subscript(row: Int, column: Int) -> Scalar {
        get { values[row * columns + column] }
        set { values[row * columns + column] = newValue }
    }

    /// One row's numbers.
    @inlinable
    public func row(_ row: Int) -> ArraySlice<Scalar> {
        values[row * columns..<(row + 1) * columns]
    }

    /// The same numbers in another width: rounded to nearest, or exact.
    @inlinable
    public func converted<Other: Real>(to other: Other.Type) -> Matrix<Other> {
        Matrix<Other>(rows: rows, columns: columns, values: values.map { Other($0) })
    }

    /// Makes this storage a matrix of other sides, without new memory where it is large enough. What
    /// its numbers are then is not said.
    @inlinable
    public mutating func reuse(rows: Int, columns: Int) {
        guard rows != self.rows || columns != self.columns else { return }
        var values = self.values
        self.values = []
        if values.count != rows * columns {
            values.removeAll(keepingCapacity: true)
            values.append(contentsOf: repeatElement(0, count: rows * columns))
        }
        self = Matrix(rows: rows, columns: columns, values: values)
    }

    /// Columns become rows.
    @inlinable
    public func transposed() -> Matrix {
        var result = Matrix(rows: columns, columns: rows)
        for row in 0..<rows {
            for column in 0..<columns { result[column, row] = self[row, column] }
        }
        return result
    }
}
