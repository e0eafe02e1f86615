extension Matrix {
    /// The first of the largest numbers in each row: its column, into `columns`. A NaN is largest only
    /// where it is the first.
    ///
    /// - Precondition: `columns` holds a number a row.
    @specialized(where Scalar == Float)
    @specialized(where Scalar == Double)
    public func fillLargestColumns(_ columns: inout [Int32]) {
        precondition(columns.count == rows, "one column a row")
        let width = self.columns
        guard width > 1 else {
            for row in 0..<rows { columns[row] = 0 }
            return
        }
        values.withUnsafeBufferPointer { values in
            columns.withUnsafeMutableBufferPointer { columns in
                // There are rows x columns numbers and as many results as rows.
                guard let values = values.baseAddress, let columns = columns.baseAddress else {
                    return
                }
                if width == 2 {
                    for row in 0..<rows {
                        columns[row] = values[2 &* row &+ 1] > values[2 &* row] ? 1 : 0
                    }
                } else {
                    for row in 0..<rows {
                        columns[row] = Self.largest(values + row &* width, count: width)
                    }
                }
            }
        }
    }

    /// Without branches, which would be guessed wrong as often as the answers change.
    @inline(__always)
    private static func largest(_ numbers: UnsafePointer<Scalar>, count: Int) -> Int32 {
        var best = numbers[0]
        var place: Int32 = 0
        for column in 1..<count {
            let isLarger = numbers[column] > best
            best = isLarger ? numbers[column] : best
            place = isLarger ? Int32(truncatingIfNeeded: column) : place
        }
        return place
    }
}
