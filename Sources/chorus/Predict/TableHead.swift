import InferenceAPI
import ModelRuntime
import WeightFormat

/// What the start of a file tells about the rows in it.
struct TableHead: Sendable {
    let format: TableFormat
    let layout: TableLayout
    /// Lines before the first row.
    let lines: Int
    /// What has been read behind these lines.
    let rest: [UInt8]

    init(_ file: ByteFile, path: String?, for signature: Signature) throws {
        var start: [UInt8] = []
        // A header as long as a block is none.
        while start.count < BlockReader.blockBytes / 2, !start.contains(0x0A),
            try file.read(upTo: BlockReader.blockBytes, to: &start)
        {}
        format = TableFormat(path: path, start: start)
        let plain = TableLayout(signature)
        guard format == .csv else {
            let isMarked = start.starts(with: [0xEF, 0xBB, 0xBF])
            (layout, lines, rest) = (plain, 0, isMarked ? Array(start.dropFirst(3)) : start)
            return
        }
        do throws(CSVHeaderError) {
            let header = try CSVHeader.read(start.span, layout: plain)
            (layout, lines) = (header.layout, header.lines)
            rest = Array(start[header.length...])
        } catch {
            throw Fault("\(path ?? "standard input"): \(error)")
        }
    }
}

extension TableLayout {
    init(_ signature: Signature) {
        let features = signature.features.map { feature in
            let kind: Kind =
                switch feature.type {
                case .number: .number
                case .integer: .integer
                case .text: .text
                }
            return Feature(name: feature.name, kind: kind)
        }
        self.init(
            features: features, takesMissing: signature.acceptsMissing,
            isNarrow: signature.input == .float32)
    }
}
