extension WeightDocument {
    /// Tensors start on this boundary of the file; each lies on its own element's boundary, for the
    /// widest elements come first and safetensors allows no holes.
    static let alignment = 64

    /// Length, header padded with spaces, then the tensors by falling element size and name.
    func layout() throws(WeightFault) -> [UInt8] {
        let ordered = tensors.sorted {
            ($1.value.values.dtype.size, $0.key) < ($0.value.values.dtype.size, $1.key)
        }
        var header = try metadataJSON()
        var end = 0
        for (name, tensor) in ordered {
            let begin = end
            end += tensor.values.count * tensor.values.dtype.size
            let shape = tensor.shape.map(String.init).joined(separator: ",")
            let dtype = tensor.values.dtype.rawValue
            header +=
                ",\(name.jsonQuoted):{\"dtype\":\"\(dtype)\",\"shape\":[\(shape)],"
                + "\"data_offsets\":[\(begin),\(end)]}"
        }
        header += "}"
        let excess = (8 + header.utf8.count) % Self.alignment
        header += String(repeating: " ", count: excess == 0 ? 0 : Self.alignment - excess)
        var bytes: [UInt8] = []
        bytes.reserveCapacity(8 + header.utf8.count + end)
        bytes.append(word: UInt64(header.utf8.count))
        bytes.append(contentsOf: header.utf8)
        for (_, tensor) in ordered { tensor.values.append(to: &bytes) }
        return bytes
    }

    private func metadataJSON() throws(WeightFault) -> String {
        let texts = try Metadata(
            name: name, release: release, description: description, features: features,
            classes: classes, sample: sample, provenance: provenance, golden: golden
        ).texts()
        let members = texts.sorted { $0.key < $1.key }
            .map { "\($0.key.jsonQuoted):\($0.value.jsonQuoted)" }
        return "{\"__metadata__\":{" + members.joined(separator: ",") + "}"
    }
}
