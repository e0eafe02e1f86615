public import FanOut
import InferenceAPI
public import NIOCore

/// The bodies of members that are not asked about all rows as they came: put together from the texts
/// of rows and the numbers of other members' answers.
public struct PredictBodies {
    private let rows: RowTexts?

    /// - Parameter original: a body that has been checked.
    public init(_ original: ByteBuffer) { rows = RowTexts(original) }

    /// Nil where what it is to be made of is not there.
    public func body(of wanted: RowSet, _ input: InputSource, in run: Run) -> ByteBuffer? {
        guard let rows, rows.count == run.rows else { return nil }
        var bytes: [UInt8] = Array(#"{"data":["#.utf8)
        switch input {
        case .request:
            append(wanted.rows(of: run.rows), to: &bytes) { row, bytes in bytes += rows[row] }
        case .predictions(let step):
            guard let features = run.features(of: step, rows: wanted) else { return nil }
            append(features, to: &bytes) { row, bytes in JSONText.numbers(row, to: &bytes) }
        case .both(let step):
            guard let features = run.features(of: step, rows: wanted) else { return nil }
            append(zip(wanted.rows(of: run.rows), features), to: &bytes) { row, bytes in
                bytes += rows[row.0].dropLast()
                for number in row.1 {
                    bytes.append(UInt8(ascii: ","))
                    JSONText.number(number, to: &bytes)
                }
                bytes.append(UInt8(ascii: "]"))
            }
        }
        bytes += "]}".utf8
        return ByteBuffer(bytes: bytes)
    }

    private func append<Row>(
        _ rows: some Sequence<Row>, to bytes: inout [UInt8], _ write: (Row, inout [UInt8]) -> Void
    ) {
        for (place, row) in rows.enumerated() {
            if place > 0 { bytes.append(UInt8(ascii: ",")) }
            write(row, &bytes)
        }
    }
}
