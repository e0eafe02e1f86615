import InferenceAPI
import ModelRuntime

/// A block of answers.
struct ScoredBlock: Sendable {
    /// In the output's format.
    var output: [UInt8] = []
    var rows = 0
    /// By lines counted from the block's start.
    var rejects: [RejectedRecord] = []
    /// Of the input.
    let lineCount: Int
    let byteCount: Int
}

/// A block of rows becomes a block of answers: a pure function for any thread.
struct RowScorer: Sendable {
    let model: PreparedModel
    let layout: TableLayout
    let format: TableFormat
    let outputs: OutputColumns

    func score(_ bytes: [UInt8]) -> ScoredBlock {
        let rows = format.rows(bytes, layout)
        var block = ScoredBlock(lineCount: rows.lineCount, byteCount: bytes.count)
        block.rejects = rows.rejects
        var workspace = Workspace()
        if rows.rows > 0 { score(rows, 0..<rows.rows, &block, &workspace) }
        block.rejects.sort { $0.line < $1.line }
        return block
    }

    /// Scores these rows. A model names one bad row at most: halves of a batch that it refuses are
    /// scored by themselves, down to the row.
    private func score(
        _ rows: TableRows, _ range: Range<Int>, _ block: inout ScoredBlock,
        _ workspace: inout Workspace
    ) {
        do {
            let batch = try rows.batch(range, fitting: model.signature)
            try model.predict(batch, in: &workspace)
            workspace.withPredictions { outputs.append($0, format, to: &block.output) }
            block.rows += range.count
        } catch {
            guard range.count > 1 else {
                let line = rows.lines[range.lowerBound]
                block.rejects.append(RejectedRecord(line: line, reason: Self.clause(error)))
                return
            }
            let middle = range.lowerBound + range.count / 2
            score(rows, range.lowerBound..<middle, &block, &workspace)
            score(rows, middle..<range.upperBound, &block, &workspace)
        }
    }

    /// What is wrong with the only row of a batch.
    private static func clause(_ error: any Error) -> String {
        switch error {
        case let error as PredictionError: error.reason
        default: "does not fit: \(error)"
        }
    }
}

extension TableRows {
    /// Some of the rows as a batch.
    fileprivate func batch(
        _ range: Range<Int>, fitting signature: Signature
    ) throws(BatchError) -> Batch {
        switch content {
        case .matrix(let values):
            let width = signature.features.count
            let isWhole = range.count == rows
            let part =
                isWhole
                ? values : Array(values[range.lowerBound * width..<range.upperBound * width])
            return try Batch(rows: range.count, values: part, fitting: signature)
        case .columns(let columns):
            return try Batch(
                rows: range.count, columns: columns.map { Column($0, range) }, fitting: signature)
        }
    }
}

extension Column {
    fileprivate init(_ column: TableColumn, _ range: Range<Int>) {
        switch column {
        case .numbers(let values): self = .numbers(Array(values[range]))
        case .integers(let values): self = .integers(Array(values[range]))
        case .texts(let values): self = .texts(Array(values[range]))
        }
    }
}
