import FoundationEssentials
import ModelRuntime
import Tensors

/// What a golden case says of a model in its library's own format: that library's answers, and rows
/// as a matrix or as columns.
struct NativeCase: Decodable {
    struct Column: Decodable {
        var name: String
        var dtype: String
        var file: String
    }
    struct Input: Decodable {
        var kind: String
        var rows: Int?
        var file: String?
        var dtype: String?
        var shape: [Int]?
        var columns: [Column]?
    }
    struct Output: Decodable {
        var name: String
        var kind: String
        var file: String
        var dtype: String
        var shape: [Int]
        var atol: Double?
        var rtol: Double?
        /// Says where every bit is the library's.
        var exact: String?
    }

    var models: [GoldenCase.Model]
    var input: Input
    var outputs: [Output]

    init(folder: String) throws {
        self = try JSONDecoder().decode(
            NativeCase.self, from: Data(contentsOf: URL(filePath: folder + "/case.json")))
    }
}

extension NativeCase {
    /// The rows as a batch that fits a model.
    func batch(folder: String, _ signature: Signature) throws -> Batch {
        guard let columns = input.columns else {
            let matrix = try matrix(folder)
            return try Batch(rows: matrix.rows, values: matrix.values, fitting: signature)
        }
        return try Batch(
            rows: input.rows ?? 0, columns: columns.map { try $0.read(folder) },
            fitting: signature)
    }

    private func matrix(_ folder: String) throws -> Matrix<Double> {
        let data = try Data(contentsOf: URL(filePath: folder + "/" + (input.file ?? "")))
        let values =
            input.dtype == "float64"
            ? numbers(data, Double.self) : numbers(data, Float.self).map { Double($0) }
        let shape = input.shape ?? [0, 0]
        return Matrix(rows: shape[0], columns: shape[1], values: values)
    }
}

extension NativeCase.Column {
    /// Texts with null for a missing one; numbers with NaN.
    func read(_ folder: String) throws -> Column {
        let data = try Data(contentsOf: URL(filePath: folder + "/" + file))
        switch dtype {
        case "string": return .texts(try JSONDecoder().decode([String?].self, from: data))
        case "float32": return .numbers(numbers(data, Float.self).map { Double($0) })
        case "float64": return .numbers(numbers(data, Double.self))
        default:
            let values =
                file.hasSuffix(".json")
                ? try JSONDecoder().decode([Int64?].self, from: data)
                : numbers(data, Int64.self).map(Optional.some)
            let whole = values.compactMap { $0 }
            return whole.count == values.count
                ? .integers(whole) : .numbers(values.map { $0.map { Double($0) } ?? .nan })
        }
    }
}

extension NativeCase.Output {
    /// The expected numbers, widened.
    func doubles(folder: String) throws -> [Double] {
        let data = try Data(contentsOf: URL(filePath: folder + "/" + file))
        return switch dtype {
        case "float64": numbers(data, Double.self)
        case "float32": numbers(data, Float.self).map { Double($0) }
        case "int64": numbers(data, Int64.self).map { Double($0) }
        default: numbers(data, Int32.self).map { Double($0) }
        }
    }
}
