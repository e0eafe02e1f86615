import FoundationEssentials
import ModelRuntime
import Tensors

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
    static let operators: Set<String> = [
        "Scaler", "Normalizer", "LinearClassifier", "LinearRegressor", "SVMClassifier",
        "SVMRegressor", "TreeEnsembleClassifier", "TreeEnsembleRegressor", "ZipMap", "Cast", "Sign",
        "Identity",
    ]

    init(folder: String) throws {
        self = try JSONDecoder().decode(
            GoldenCase.self, from: Data(contentsOf: URL(filePath: folder + "/case.json")))
    }

    /// ONNX files that hold these operators only, and that ONNX Runtime itself runs.
    var runnableModels: [Model] {
        models.filter { model in
            let names = (model.ops ?? [:]).keys.map { $0.split(separator: ".").last ?? "" }
            return model.format == "onnx" && model.onnxruntimeError == nil && !names.isEmpty
                && names.allSatisfy { Self.operators.contains(String($0)) }
        }
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
