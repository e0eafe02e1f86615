/// The bodies that answer a predict request: `{"prediction": …}`, without spaces.
///
/// One row is answered by itself, several rows by a list.
public enum PredictResponse {
    /// Appends `{"prediction":[p0,p1]}`, or a list of such lists for several rows.
    ///
    /// - Parameter values: `rows x columns`, row-major.
    public static func append(
        prediction values: Span<Double>, rows: Int, columns: Int, to bytes: inout [UInt8]
    ) {
        precondition(rows >= 1 && columns >= 0 && values.count == rows * columns)
        bytes.reserveCapacity(bytes.count + values.count * 20 + rows * 2 + 20)
        appendAnswer(rows: rows, to: &bytes) { row, bytes in
            bytes.append(UInt8(ascii: "["))
            for index in row * columns..<(row + 1) * columns {
                if index > row * columns { bytes.append(UInt8(ascii: ",")) }
                JSONText.number(values[index], to: &bytes)
            }
            bytes.append(UInt8(ascii: "]"))
        }
    }

    /// The same for an array.
    public static func append(
        prediction values: [Double], rows: Int, columns: Int, to bytes: inout [UInt8]
    ) {
        append(prediction: values.span, rows: rows, columns: columns, to: &bytes)
    }

    /// Appends `{"prediction":{"proba":p,"label":"setosa"}}`, or a list of those for several rows.
    ///
    /// - Parameters:
    ///   - labels: one for each row.
    ///   - probabilities: that class's probability for each row; nil where there are none, then
    ///     the label stands alone.
    public static func append(
        labels: [Label], probabilities: [Double]?, to bytes: inout [UInt8]
    ) {
        precondition(!labels.isEmpty && probabilities.map { $0.count == labels.count } ?? true)
        appendAnswer(rows: labels.count, to: &bytes) { row, bytes in
            if let probabilities {
                JSONText.raw("{\"proba\":", to: &bytes)
                JSONText.number(probabilities[row], to: &bytes)
                JSONText.raw(",\"label\":", to: &bytes)
            } else {
                JSONText.raw("{\"label\":", to: &bytes)
            }
            JSONText.label(labels[row], to: &bytes)
            bytes.append(UInt8(ascii: "}"))
        }
    }

    /// Appends `{"prediction":{"value":v}}`, or a list of those for several rows.
    public static func append(values: [Double], to bytes: inout [UInt8]) {
        precondition(!values.isEmpty)
        appendAnswer(rows: values.count, to: &bytes) { row, bytes in
            JSONText.raw("{\"value\":", to: &bytes)
            JSONText.number(values[row], to: &bytes)
            bytes.append(UInt8(ascii: "}"))
        }
    }

    @inline(__always)
    private static func appendAnswer(
        rows: Int, to bytes: inout [UInt8], _ write: (Int, inout [UInt8]) -> Void
    ) {
        JSONText.raw("{\"prediction\":", to: &bytes)
        if rows == 1 {
            write(0, &bytes)
        } else {
            JSONText.list(0..<rows, to: &bytes, write)
        }
        bytes.append(UInt8(ascii: "}"))
    }
}
