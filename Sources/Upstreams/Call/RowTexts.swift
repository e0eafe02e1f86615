import InferenceAPI
import NIOCore

/// The rows of a predict request's body as texts, no number of which is decoded.
struct RowTexts {
    private let body: ByteBuffer
    /// The text of each row, `[…]`.
    private let ranges: [Range<Int>]
    /// Values of a row.
    let columns: Int

    /// Nil where the body is none.
    init?(_ body: ByteBuffer) {
        guard let rows = try? RequestRows(json: body.readableBytesUInt8Span) else { return nil }
        self.body = body
        ranges = rows.ranges
        columns = rows.columns
    }

    var count: Int { ranges.count }

    subscript(row: Int) -> ByteBufferView {
        let start = body.readerIndex + ranges[row].lowerBound
        return body.viewBytes(at: start, length: ranges[row].count) ?? ByteBufferView()
    }

    /// Appends what the closure takes of each row, commas between.
    func append(to bytes: inout [UInt8], _ part: (ByteBufferView) -> ByteBufferView) {
        for row in ranges.indices {
            if row > 0 { bytes.append(UInt8(ascii: ",")) }
            bytes += part(self[row])
        }
    }
}
