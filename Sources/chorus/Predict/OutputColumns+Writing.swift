import InferenceAPI
import ModelRuntime
import Tensors
import WeightFormat

/// An output's values, ready to be written row by row.
private enum WrittenValues {
    case labels([Int32])
    case floats([Float])
    case doubles([Double])
    case integers([Int64])
    case booleans([Bool])
    case texts([String])
}

extension OutputColumns {
    /// Appends a line for each row.
    func append(_ predictions: Predictions, _ format: TableFormat, to bytes: inout [UInt8]) {
        let values = outputs.map { $0.values(predictions) }
        let widths = outputs.map(\.signature.columns)
        bytes.reserveCapacity(bytes.count + predictions.rows * widths.reduce(1, +) * 20)
        switch format {
        case .csv:
            for row in 0..<predictions.rows { appendCSV(row, values, widths, to: &bytes) }
        case .jsonLines:
            for row in 0..<predictions.rows { appendJSON(row, values, widths, to: &bytes) }
        }
    }

    private func appendCSV(
        _ row: Int, _ values: [WrittenValues], _ widths: [Int], to bytes: inout [UInt8]
    ) {
        for index in values.indices {
            for place in row * widths[index]..<(row + 1) * widths[index] {
                switch values[index] {
                case .labels(let labels): bytes += self.labels[Int(labels[place])].csv
                case .floats(let values): CSVText.number(Double(values[place]), to: &bytes)
                case .doubles(let values): CSVText.number(values[place], to: &bytes)
                case .integers(let values): JSONText.integer(values[place], to: &bytes)
                case .booleans(let values): JSONText.boolean(values[place], to: &bytes)
                case .texts(let values): CSVText.text(values[place], to: &bytes)
                }
                bytes.append(UInt8(ascii: ","))
            }
        }
        bytes[bytes.count - 1] = 0x0A
    }

    private func appendJSON(
        _ row: Int, _ values: [WrittenValues], _ widths: [Int], to bytes: inout [UInt8]
    ) {
        let members = outputs.indices.lazy.map { (outputs[$0].name, $0) }
        JSONText.object(members, to: &bytes) { index, bytes in
            let width = widths[index]
            guard width != 1 else { return appendJSON(values[index], row, to: &bytes) }
            JSONText.list(row * width..<(row + 1) * width, to: &bytes) { place, bytes in
                appendJSON(values[index], place, to: &bytes)
            }
        }
        bytes.append(0x0A)
    }

    private func appendJSON(_ values: WrittenValues, _ place: Int, to bytes: inout [UInt8]) {
        switch values {
        case .labels(let labels): bytes += self.labels[Int(labels[place])].json
        case .floats(let values): JSONText.number(Double(values[place]), to: &bytes)
        case .doubles(let values): JSONText.number(values[place], to: &bytes)
        case .integers(let values): JSONText.integer(values[place], to: &bytes)
        case .booleans(let values): JSONText.boolean(values[place], to: &bytes)
        case .texts(let values): JSONText.string(values[place], to: &bytes)
        }
    }
}

extension OutputColumns.Output {
    fileprivate func values(_ predictions: Predictions) -> WrittenValues {
        guard let output = signature.output else { return others(predictions) }
        if output == .label { return .labels(predictions.labels ?? []) }
        return switch predictions.numbers(output) {
        case .float32(let matrix): .floats(matrix.values)
        case .float64(let matrix): .doubles(matrix.values)
        case nil: .doubles([])
        }
    }

    private func others(_ predictions: Predictions) -> WrittenValues {
        switch predictions.others[signature.name]?.elements {
        case .float32(let values): .floats(values)
        case .float64(let values): .doubles(values)
        case .int32(let values): .integers(values.map(Int64.init))
        case .int64(let values): .integers(values)
        case .bool(let values): .booleans(values)
        case .text(let values): .texts(values)
        case nil: .doubles([])
        }
    }
}
