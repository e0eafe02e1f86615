extension ModelMetadata {
    /// Reads a document. Unknown keys are passed over, and of the keys that only Chorus writes
    /// each may be missing: a service of the Python stack does not have them.
    public init(json: Span<UInt8>) throws(DocumentError) {
        let document = try JSONValue(json: json)
        guard document.members != nil else { throw .wrongType(key: "", expected: "an object") }
        self.init(
            dataType: try document.read("data_type", "a string", \.text),
            dataStructure: try document.read("data_structure", "a string", \.text),
            dataSample: try document.read("data_sample", "a list of rows", \.sampleRows),
            predictionType: try document.read("prediction_type", "a string", \.text),
            predictionStructure: try document.read("prediction_structure", "a string", \.text),
            predictionSample: try document.read(
                "prediction_sample", "a list of numbers or an object", \.predictionSample),
            features: try document.readOptional("features", "a list of features", \.features),
            classes: try document.readOptional("classes", "a list of labels", \.labels),
            labels: try document.readOptional("labels", "a list of labels", \.labels),
            release: try document.readOptional("release", "a string", \.text),
            model: document["model"]?.text.flatMap { ModelTag($0) })
    }
}

extension JSONValue {
    fileprivate func read<Value>(
        _ key: String, _ expected: String, _ part: (JSONValue) -> Value?
    ) throws(DocumentError) -> Value {
        guard let value = self[key].flatMap(part) else {
            throw .wrongType(key: key, expected: expected)
        }
        return value
    }

    fileprivate func readOptional<Value>(
        _ key: String, _ expected: String, _ part: (JSONValue) -> Value?
    ) throws(DocumentError) -> Value? {
        guard let value = self[key], value != .null else { return nil }
        guard let value = part(value) else { throw .wrongType(key: key, expected: expected) }
        return value
    }

    private var numbers: [Double]? { every(\.number) }

    fileprivate var rows: [[Double]]? { every(\.numbers) }

    fileprivate var sampleRows: [[FeatureValue]]? {
        every { row in row.every { FeatureValue($0) } }
    }

    fileprivate var labels: [Label]? { every { Label($0) } }

    fileprivate var features: [FeatureDocument]? {
        every { feature in
            feature["name"]?.text.map {
                FeatureDocument(name: $0, type: feature["type"]?.text ?? "number")
            }
        }
    }

    fileprivate var predictionSample: PredictionSample? {
        guard let members else { return (numbers ?? rows?.first).map { .values($0) } }
        let prefix = PredictionSample.servicePrefix
        return .services(
            members.map { member in
                let isPrefixed = member.key.hasPrefix(prefix)
                let name = isPrefixed ? String(member.key.dropFirst(prefix.count)) : member.key
                return PredictionSample.Service(name: name, values: member.value.numbers)
            })
    }

    /// The elements of a list, each read by `part`; nil where one of them cannot be.
    private func every<Value>(_ part: (JSONValue) -> Value?) -> [Value]? {
        guard let elements else { return nil }
        let values = elements.compactMap(part)
        return values.count == elements.count ? values : nil
    }
}
