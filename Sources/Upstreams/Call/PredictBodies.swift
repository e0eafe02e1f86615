import FanOut
import InferenceAPI
import NIOCore

/// The bodies of members that are not asked about all rows as they came: put together from the texts
/// of rows, no number of which is decoded.
struct PredictBodies {
    private let original: ByteBuffer
    /// The text of each row, `[…]`.
    private let rows: [Range<Int>]

    /// - Parameter original: a body that has been checked.
    init(_ original: ByteBuffer) {
        self.original = original
        rows = (try? RequestRows(json: original.readableBytesUInt8Span).ranges) ?? []
    }

    /// Nil where what it is to be made of is not there.
    func body(of wanted: RowSet, _ input: InputSource, in run: Run) -> ByteBuffer? {
        guard rows.count == run.rows else { return nil }
        var bytes: [UInt8] = Array(#"{"data":["#.utf8)
        switch input {
        case .request:
            append(wanted.rows(of: run.rows), to: &bytes) { row, bytes in
                bytes += text(of: row)
            }
        case .predictions(let step):
            guard let features = run.features(of: step, rows: wanted) else { return nil }
            append(features, to: &bytes) { row, bytes in JSONText.numbers(row, to: &bytes) }
        case .both(let step):
            guard let features = run.features(of: step, rows: wanted) else { return nil }
            append(zip(wanted.rows(of: run.rows), features), to: &bytes) { row, bytes in
                bytes += text(of: row.0).dropLast()
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

    private func text(of row: Int) -> ByteBufferView {
        let range = rows[row]
        let start = original.readerIndex + range.lowerBound
        return original.viewBytes(at: start, length: range.count) ?? ByteBufferView()
    }
}
