import InferenceAPI
import ModelRuntime
import WeightFormat

/// The rows that a benchmark sends through a model, over and over.
struct BenchRows {
    private enum Content {
        /// Rows x features.
        case numbers([Double])
        case cells([[Cell]])
    }

    /// Batches of one size at most; more would only fill memory.
    private static let mostBatches = 2_048
    /// Numbers in all batches of one size together, at most.
    private static let mostNumbers = 1 << 26

    private let content: Content
    private let count: Int

    init(_ path: String?, _ file: WeightFile, _ signature: Signature) throws {
        guard let path else {
            content = .cells([file.sample])
            count = 1
            return
        }
        let width = signature.features.count
        if path.hasSuffix(".f32") {
            let numbers = try Self.floats(path)
            guard !signature.takesColumns, !numbers.isEmpty, numbers.count % width == 0 else {
                throw Fault(
                    "\(path) holds \(numbers.count) numbers, which are no rows of the "
                        + "\(width) features that \(file.name) takes.")
            }
            content = .numbers(numbers)
            count = numbers.count / width
            return
        }
        let (table, linesBefore) = try Self.table(path, signature)
        if let reject = table.rejects.first {
            throw Fault("\(path): line \(linesBefore + reject.line + 1) \(reject.reason).")
        }
        guard table.rows > 0 else { throw Fault("\(path) holds no rows.") }
        count = table.rows
        switch table.content {
        case .matrix(let numbers): content = .numbers(numbers)
        case .columns(let columns):
            content = .cells((0..<table.rows).map { row in columns.map { $0.cell(row) } })
        }
    }

    private static func bytes(_ path: String) throws -> [UInt8] {
        let file = try ByteFile(reading: path)
        var bytes: [UInt8] = []
        while try file.read(upTo: 1 << 20, to: &bytes) {}
        return bytes
    }

    /// Little-endian float32 numbers.
    private static func floats(_ path: String) throws -> [Double] {
        let bytes = try bytes(path)
        guard bytes.count % 4 == 0 else {
            throw Fault("\(path) holds \(bytes.count) bytes, which are no float32 numbers.")
        }
        return stride(from: 0, to: bytes.count, by: 4).map { start in
            let bits = bytes[start..<start + 4].reversed().reduce(0) { $0 << 8 | UInt32($1) }
            return Double(Float(bitPattern: bits))
        }
    }

    private static func table(
        _ path: String, _ signature: Signature
    ) throws -> (rows: TableRows, linesBefore: Int) {
        let file = try ByteFile(reading: path)
        let head = try TableHead(file, path: path, for: signature)
        var bytes = head.rest
        while try file.read(upTo: 1 << 20, to: &bytes) {}
        return (head.format.rows(bytes, head.layout), head.lines)
    }

    /// Batches of one size, from the first row on, and from there again where rows are few.
    func batches(of size: Int, fitting signature: Signature) throws -> [Batch] {
        let width = max(1, signature.features.count)
        let room = max(1, Self.mostNumbers / (size * width))
        let number = max(1, min(count / size, Self.mostBatches, room))
        return try (0..<number).map { index in
            let rows = (0..<size).map { (index * size + $0) % count }
            switch content {
            case .numbers(let numbers):
                let values = rows.flatMap { numbers[$0 * width..<($0 + 1) * width] }
                return try Batch(rows: size, values: values, fitting: signature)
            case .cells(let cells):
                return try Batch(rows: rows.map { cells[$0] }, fitting: signature)
            }
        }
    }
}

extension TableColumn {
    fileprivate func cell(_ row: Int) -> Cell {
        switch self {
        case .numbers(let values): .number(values[row])
        case .integers(let values): .integer(values[row])
        case .texts(let values): values[row].map { .text($0) } ?? .missing
        }
    }
}
