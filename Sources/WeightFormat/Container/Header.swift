/// The parsed JSON header: where each tensor lies, and the texts under `__metadata__`.
struct Header: Equatable, Sendable {
    var metadata: [String: String] = [:]
    var tensors: [String: TensorEntry] = [:]

    init(json: [UInt8]) throws(WeightFault) {
        var cursor = JSONCursor(json)
        guard json.first == 0x7B else { throw cursor.fault("where '{' is expected") }
        var hasMetadata = false
        try cursor.object { (cursor: inout JSONCursor, name: String) throws(WeightFault) in
            if name == "__metadata__" {
                guard !hasMetadata else { throw cursor.fault("at a second '__metadata__'") }
                hasMetadata = true
                metadata = try Header.metadata(&cursor)
            } else {
                guard tensors[name] == nil else {
                    throw .tensor(name: name, reason: "appears twice")
                }
                tensors[name] = try Header.tensor(name, &cursor)
            }
        }
        try cursor.expectEnd()
    }

    private static func metadata(
        _ cursor: inout JSONCursor
    ) throws(WeightFault) -> [String: String] {
        var texts: [String: String] = [:]
        try cursor.object { (cursor: inout JSONCursor, key: String) throws(WeightFault) in
            guard texts[key] == nil else { throw .metadata(key: key, reason: "appears twice") }
            texts[key] = try cursor.string()
        }
        return texts
    }

    private static func tensor(
        _ name: String, _ cursor: inout JSONCursor
    ) throws(WeightFault) -> TensorEntry {
        var type: String?
        var shape: [Int]?
        var offsets: [Int]?
        try cursor.object { (cursor: inout JSONCursor, key: String) throws(WeightFault) in
            switch key {
            case "dtype" where type == nil: type = try cursor.string()
            case "shape" where shape == nil:
                shape = try cursor.naturals(atMost: Limits.rank + 1)
            case "data_offsets" where offsets == nil: offsets = try cursor.naturals(atMost: 3)
            default:
                throw .tensor(name: name, reason: "has an unknown or repeated key '\(key)'")
            }
        }
        guard let type, let shape, let offsets, offsets.count == 2 else {
            throw .tensor(name: name, reason: "needs a dtype, a shape and two data_offsets")
        }
        guard let dtype = DType(rawValue: type) else {
            throw .tensor(name: name, reason: "has the unknown dtype '\(type)'")
        }
        return try TensorEntry(
            name: name, dtype: dtype, shape: shape, begin: offsets[0], end: offsets[1])
    }
}

extension JSONCursor {
    /// Reads `{"key": …}`, handing each key to `member`, which reads the value.
    mutating func object(
        _ member: (inout JSONCursor, String) throws(WeightFault) -> Void
    ) throws(WeightFault) {
        try expect("{")
        guard !take("}") else { return }
        repeat {
            let key = try string()
            try expect(":")
            try member(&self, key)
        } while take(",")
        try expect("}")
    }

    /// Reads `[…]`, calling `element` to read each value.
    mutating func array(
        _ element: (inout JSONCursor) throws(WeightFault) -> Void
    ) throws(WeightFault) {
        try expect("[")
        guard !take("]") else { return }
        repeat { try element(&self) } while take(",")
        try expect("]")
    }

    /// Reads an array of whole numbers, no longer than `limit`.
    mutating func naturals(atMost limit: Int) throws(WeightFault) -> [Int] {
        var numbers: [Int] = []
        try array { (cursor: inout JSONCursor) throws(WeightFault) in
            guard numbers.count < limit else { throw cursor.fault("in a list that is too long") }
            numbers.append(try cursor.natural())
        }
        return numbers
    }
}
