/// One input of the graph.
struct GraphInput: Equatable {
    let name: String
    let type: ElementType
    /// Columns of the matrix; nil when the model does not say.
    let columns: Int?
    /// Dimensions; nil when the model does not say.
    let rank: Int?

    init(_ info: Onnx_ValueInfoProto) throws(ImportFault) {
        name = info.name
        guard info.hasType, case .tensorType(let tensor)? = info.type.value else {
            throw .unsupported(place: "input '\(info.name)'", reason: "is no tensor")
        }
        guard let type = ElementType(rawValue: Int(tensor.elemType)) else {
            throw .node(
                place: "input '\(info.name)'", reason: "has the unknown type \(tensor.elemType)")
        }
        self.type = type
        guard tensor.hasShape else {
            columns = nil
            rank = nil
            return
        }
        let dimensions = tensor.shape.dim
        guard (1...2).contains(dimensions.count) else {
            throw .unsupported(
                place: "input '\(info.name)'", reason: "has \(dimensions.count) dimensions, not 2")
        }
        rank = dimensions.count
        columns = try Self.size(dimensions.last, of: info.name)
    }

    /// A dimension's number; nil when it is a name or nothing.
    private static func size(
        _ dimension: Onnx_TensorShapeProto.Dimension?, of name: String
    ) throws(ImportFault) -> Int? {
        guard case .dimValue(let value)? = dimension?.value else { return nil }
        guard value > 0, let size = Int(exactly: value) else {
            throw .unsupported(place: "input '\(name)'", reason: "has \(value) columns")
        }
        return size
    }
}

/// The element types of ONNX tensors, by their numbers in the format.
enum ElementType: Int, Sendable {
    case float = 1
    case uint8, int8, uint16, int16, int32, int64, string, bool, float16, double
    case uint32, uint64, complex64, complex128, bfloat16
}
