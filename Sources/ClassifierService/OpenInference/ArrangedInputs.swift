import InferenceAPI
import ModelRuntime

/// A request's inputs, seen as a model's features: their names, shapes and types agree with them.
struct ArrangedInputs {
    let rows: Int
    /// One tensor of all features, or one a feature in the features' order.
    let tensors: [InferenceTensor]

    /// - A single input of shape [rows, features], whatever its name;
    /// - or one input a feature under its name, each of shape [rows] or [rows, 1].
    init(
        _ request: InferenceRequest, fitting signature: Signature
    ) throws(InputsError) {
        let features = signature.features.map(\.name)
        if let input = request.inputs.first, request.inputs.count == 1,
            features.count == 1 || input.columns != 1 || !features.contains(input.name)
        {
            guard let columns = input.columns, columns == features.count else {
                throw .shape(input: input.name, found: input.shape, features: features.count)
            }
            rows = input.rows
            tensors = [input]
            return
        }
        var byName: [String: InferenceTensor] = [:]
        for input in request.inputs { byName[input.name] = input }
        rows = request.inputs[0].rows
        var tensors: [InferenceTensor] = []
        for feature in features {
            guard let input = byName.removeValue(forKey: feature) else {
                throw .missing(feature)
            }
            guard input.columns == 1 else {
                throw .columnShape(input: input.name, found: input.shape)
            }
            guard input.rows == rows else {
                throw .rows(input: input.name, found: input.rows, expected: rows)
            }
            tensors.append(input)
        }
        if let unknown = request.inputs.first(where: { byName[$0.name] != nil }) {
            throw .unknown(unknown.name, features: features)
        }
        self.tensors = tensors
    }
}

extension InferenceTensor {
    /// There is always a first dimension.
    var rows: Int { shape.first ?? 0 }

    /// Values of one row; nil for more than two dimensions.
    var columns: Int? {
        switch shape.count {
        case 1: 1
        case 2: shape[1]
        default: nil
        }
    }
}

/// Why a request's inputs are not a model's features.
enum InputsError: Error, Hashable {
    case shape(input: String, found: [Int], features: Int)
    case columnShape(input: String, found: [Int])
    case missing(String)
    case unknown(String, features: [String])
    case rows(input: String, found: Int, expected: Int)
}

extension InputsError: CustomStringConvertible {
    /// The end of a sentence that begins with the model's name.
    var description: String {
        switch self {
        case .shape(let input, let found, let features):
            "takes one input of shape [rows, \(features)], or one input a feature by its name; "
                + "\"\(input.prefix(100))\" has the shape \(found)."
        case .columnShape(let input, let found):
            "takes inputs of shape [rows] or [rows, 1]; \"\(input.prefix(100))\" has the shape "
                + "\(found)."
        case .missing(let feature): "takes an input \"\(feature)\", which is missing."
        case .unknown(let input, let features):
            "takes no input \"\(input.prefix(100))\"; its features are: "
                + "\(features.prefix(20).joined(separator: ", "))"
                + "\(features.count > 20 ? ", and \(features.count - 20) more" : "")."
        case .rows(let input, let found, let expected):
            "takes inputs of equally many rows; \"\(input.prefix(100))\" has \(found) where the "
                + "first has \(expected)."
        }
    }
}
