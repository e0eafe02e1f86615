import Tensors

extension Batch {
    /// Some of the rows, in their order.
    ///
    /// - Precondition: `range` lies within the rows.
    public func rows(_ range: Range<Int>) -> Batch {
        precondition(range.lowerBound >= 0 && range.upperBound <= rows, "the batch has these rows")
        guard range.count < rows else { return self }
        switch content {
        case .matrix(.float32(let matrix)):
            return Batch(rows: range.count, content: .matrix(.float32(matrix.rows(range))))
        case .matrix(.float64(let matrix)):
            return Batch(rows: range.count, content: .matrix(.float64(matrix.rows(range))))
        case .columns(let columns):
            return Batch(
                rows: range.count, content: .columns(columns.map { $0.values(range) }))
        }
    }
}

extension Matrix {
    fileprivate func rows(_ range: Range<Int>) -> Matrix {
        Matrix(
            rows: range.count, columns: columns,
            values: Array(values[range.lowerBound * columns..<range.upperBound * columns]))
    }
}

extension Column {
    fileprivate func values(_ range: Range<Int>) -> Column {
        switch self {
        case .numbers(let values): .numbers(Array(values[range]))
        case .integers(let values): .integers(Array(values[range]))
        case .texts(let values): .texts(Array(values[range]))
        }
    }
}
