import InferenceAPI

/// What the model of a foreign server takes and gives, as `GET /v2/models/<model>` says it.
struct ForeignModel: Sendable, Equatable {
    /// A matrix of features, `rows x features`.
    let input: String
    let datatype: String
    /// What the book's services call `prediction`; nil: the first output of numbers.
    let output: String?
    let classes: [Label]?

    private static let predictions = ["probabilities", "value", "decision"]

    init(json: Span<UInt8>) throws(DocumentError) {
        let document = try JSONValue(json: json)
        guard let input = document["inputs"]?.elements?.first, let name = input["name"]?.text,
            let datatype = input["datatype"]?.text
        else { throw .wrongType(key: "inputs", expected: "a list of tensors") }
        self.input = name
        self.datatype = datatype
        let outputs = document["outputs"]?.elements?.compactMap { $0["name"]?.text } ?? []
        output = Self.predictions.first { outputs.contains($0) }
        let labels = document["parameters"]?["classes"]?.elements?.compactMap { Label($0) }
        classes = labels.flatMap { $0.isEmpty ? nil : $0 }
    }
}
