import FoundationEssentials

/// The texts under `__metadata__` as values.
struct Metadata: Equatable, Sendable {
    /// The only version of the description that this module reads and writes.
    static let format = "chorus/1"

    var name: String
    var release: String?
    var description: ModelDescription
    var features: [Feature]
    var classes: [ClassLabel]?
    var sample: [Cell]
    var provenance: Provenance
    var golden: Golden?
}

extension Metadata {
    init(texts: [String: String]) throws(WeightFault) {
        let format = try text("format", in: texts)
        guard format == Metadata.format else {
            throw .metadata(
                key: "format", reason: "is '\(format.prefix(40))', not '\(Metadata.format)'")
        }
        name = try text("name", in: texts)
        release = texts["release"]
        description = try decode("model", in: texts)
        let stored: [StoredFeature] = try decode("features", in: texts)
        features = stored.enumerated().map { index, feature in
            Feature(name: feature.name ?? "f\(index)", type: feature.type)
        }
        classes = try texts["classes"].map { (json) throws(WeightFault) in
            do { return try ClassLabel.list(json: json) } catch {
                throw .metadata(key: "classes", reason: "is no JSON array of labels: \(error)")
            }
        }
        let cells: [Cell] = try decode("sample", in: texts)
        sample =
            cells.count == features.count
            ? zip(cells, features).map { $0.fitting($1.type) } : cells
        provenance = try decode("provenance", in: texts)
        golden = texts["golden"] == nil ? nil : try decode("golden", in: texts)
    }

    /// The texts that ``init(texts:)`` reads back to the same values.
    func texts() throws(WeightFault) -> [String: String] {
        var texts = ["format": Metadata.format, "name": name]
        texts["release"] = release
        texts["model"] = try encode("model", description)
        texts["features"] = try encode("features", features)
        texts["classes"] = classes.map(ClassLabel.json)
        texts["sample"] = try encode("sample", sample)
        texts["provenance"] = try encode("provenance", provenance)
        if let golden { texts["golden"] = try encode("golden", golden) }
        return texts
    }
}

private func text(
    _ key: String, in texts: [String: String]
) throws(WeightFault) -> String {
    guard let text = texts[key] else { throw .metadata(key: key, reason: "is missing") }
    return text
}

private func decode<Value: Decodable>(
    _ key: String, in texts: [String: String]
) throws(WeightFault) -> Value {
    let json = Data(try text(key, in: texts).utf8)
    do {
        return try JSONDecoder().decode(Value.self, from: json)
    } catch let error as DecodingError {
        throw .metadata(key: key, reason: "is not as FORMAT.md prescribes\(error.place)")
    } catch {
        throw .metadata(key: key, reason: "is not as FORMAT.md prescribes")
    }
}

private func encode(_ key: String, _ value: some Encodable) throws(WeightFault) -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    do {
        return String(decoding: try encoder.encode(value), as: UTF8.self)
    } catch {
        throw .metadata(key: key, reason: "holds a number that JSON has no word for")
    }
}

extension DecodingError {
    /// ` (at stages.0.kind: …)`, or nothing when the error has no place.
    fileprivate var place: String {
        let (context, key): (Context, String?) =
            switch self {
            case .keyNotFound(let key, let context): (context, key.stringValue)
            case .valueNotFound(_, let context), .typeMismatch(_, let context),
                .dataCorrupted(let context):
                (context, nil)
            @unknown default: (Context(codingPath: [], debugDescription: ""), nil)
            }
        let path = context.codingPath.map { $0.intValue.map(String.init) ?? $0.stringValue }
        let full = (path + (key.map { [$0] } ?? [])).joined(separator: ".")
        return full.isEmpty ? " (it is not JSON of the right shape)" : " (at \(full))"
    }
}
