import FoundationEssentials
import ModelRuntime
import Tensors
import WeightFormat

/// A fitted model with an input and the answers of the library that made it: one folder of the
/// golden cases, whose root the environment variable `CHORUS_GOLDEN` names.
struct GoldenCase: Decodable {
    struct Model: Decodable {
        var file: String
        var format: String
        var ops: [String: Int]?
        var onnxruntimeError: String?

        enum CodingKeys: String, CodingKey {
            case file, format, ops
            case onnxruntimeError = "onnxruntime_error"
        }
    }
    struct Matrix: Decodable {
        var file: String
        var dtype: String
        var shape: [Int]
    }
    struct Input: Decodable {
        var kind: String
        var file: String?
        var dtype: String?
        var shape: [Int]?
        /// Columns as one matrix: categories by their codes.
        var codes: Matrix?
        var rows: Int?
        var columns: [Column]?
        /// One input for each model file.
        var feeds: [String: Feed]?
    }
    struct Column: Decodable {
        var name: String
        var dtype: String
        var file: String
        /// What ONNX Runtime was given for a missing text.
        var nullIs: String?

        enum CodingKeys: String, CodingKey {
            case name, dtype, file
            case nullIs = "null_is"
        }
    }
    struct Feed: Decodable {
        var name: String
        var dtype: String
        var values: [Cell]?
        var file: String?
        var shape: [Int]
    }
    struct Output: Decodable {
        var model: String
        var name: String
        var file: String
        var dtype: String
        var shape: [Int]
        var atol: Double?
        var rtol: Double?
        /// The classes in the order of the columns, where the graph answers with maps.
        var keys: [ZipKey]?

        enum CodingKeys: String, CodingKey {
            case model, name, file, dtype, shape, atol, rtol
            case keys = "zipmap_keys"
        }
    }
    /// A map's key, as text.
    struct ZipKey: Decodable {
        var text: String
        init(from decoder: any Decoder) throws {
            let container = try decoder.singleValueContainer()
            if let integer = try? container.decode(Int64.self) {
                text = "\(integer)"
            } else {
                text = try container.decode(String.self)
            }
        }
    }

    var models: [Model]
    var input: Input
    var onnxOutputs: [Output]?

    enum CodingKeys: String, CodingKey {
        case models, input
        case onnxOutputs = "onnx_outputs"
    }
}

extension GoldenCase {
    init(folder: String) throws {
        self = try JSONDecoder().decode(
            GoldenCase.self, from: Data(contentsOf: URL(filePath: folder + "/case.json")))
    }

    /// ONNX files that ONNX Runtime itself runs.
    var runnableModels: [Model] {
        models.filter { $0.format == "onnx" && $0.onnxruntimeError == nil }
    }

    /// The rows as a batch that fits a model.
    func batch(folder: String, of file: String, _ signature: Signature) throws -> Batch {
        if let feed = input.feeds?[file] { return try feed.batch(folder, signature) }
        guard input.codes == nil, let columns = input.columns else {
            return Batch(unchecked: try rows(folder: folder), fitting: signature)
        }
        return try Batch(
            rows: input.rows ?? 0, columns: columns.map { try $0.read(folder) },
            fitting: signature)
    }

    func rows(folder: String) throws -> Numbers {
        let matrix: Matrix
        if let codes = input.codes {
            matrix = codes
        } else {
            matrix = Matrix(
                file: input.file ?? "", dtype: input.dtype ?? "", shape: input.shape ?? [0, 0])
        }
        let data = try Data(contentsOf: URL(filePath: folder + "/" + matrix.file))
        let (rows, columns) = (matrix.shape[0], matrix.shape[1])
        return matrix.dtype == "float64"
            ? .float64(
                Tensors.Matrix(rows: rows, columns: columns, values: numbers(data, Double.self)))
            : .float32(
                Tensors.Matrix(rows: rows, columns: columns, values: numbers(data, Float.self)))
    }
}

extension GoldenCase.Output {
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

    /// The expected labels as text.
    func labels(folder: String) throws -> [String] {
        let data = try Data(contentsOf: URL(filePath: folder + "/" + file))
        return switch dtype {
        case "string": try JSONDecoder().decode([String].self, from: data)
        case "float32": numbers(data, Float.self).map { "\(Int64($0))" }
        default: numbers(data, Int64.self).map { "\($0)" }
        }
    }
}

/// Little-endian numbers, one after the other.
func numbers<Value: BitwiseCopyable>(_ data: Data, _ type: Value.Type) -> [Value] {
    data.withUnsafeBytes { bytes in
        (0..<bytes.count / MemoryLayout<Value>.stride).map { index in
            bytes.loadUnaligned(fromByteOffset: index * MemoryLayout<Value>.stride, as: type)
        }
    }
}

extension GoldenCase.Column {
    fileprivate func read(_ folder: String) throws -> Column {
        let data = try Data(contentsOf: URL(filePath: folder + "/" + file))
        return switch dtype {
        case "string":
            .texts(try JSONDecoder().decode([String?].self, from: data).map { $0 ?? nullIs })
        case "int64": .integers(numbers(data, Int64.self))
        case "float64": .numbers(numbers(data, Double.self))
        default: .numbers(numbers(data, Float.self).map { Double($0) })
        }
    }
}

extension GoldenCase.Feed {
    fileprivate func batch(_ folder: String, _ signature: Signature) throws -> Batch {
        let width = shape.dropFirst().reduce(1, *)
        let rows = shape.first ?? 0
        guard let values else {
            let data = try Data(contentsOf: URL(filePath: folder + "/" + (file ?? "")))
            let matrix = Matrix(rows: rows, columns: width, values: numbers(data, Float.self))
            return Batch(unchecked: .float32(matrix), fitting: signature)
        }
        let table = (0..<rows).map { Array(values[$0 * width..<($0 + 1) * width]) }
        return try Batch(rows: table, fitting: signature)
    }
}
