/// What a member answered to `POST /predict/label`: for each row a label with its probability, or a
/// value.
public struct LabelAnswer: Equatable, Sendable {
    public let rows: Int
    /// The label of each row; nil for a regression's, and for a row without an answer.
    public let labels: [Label?]
    /// The label's probability, or the value; NaN where there is none.
    public let numbers: [Double]

    /// Reads `{"prediction":{"proba":p,"label":l}}`, or a list of as many of those (or `null`) as there
    /// are rows; `{"value":v}` in their place.
    public init(json: Span<UInt8>, rows: Int) throws(DocumentError) {
        guard let prediction = try JSONValue(json: json)["prediction"] else {
            throw .wrongType(key: "prediction", expected: "an object or a list")
        }
        let answers = prediction.elements ?? [prediction]
        guard answers.count == rows else {
            throw .wrongType(key: "prediction", expected: "an answer for each of \(rows) rows")
        }
        var labels: [Label?] = []
        var numbers: [Double] = []
        for answer in answers {
            guard answer.members != nil || answer == .null else {
                throw .wrongType(key: "prediction", expected: "an object or a list of them")
            }
            labels.append(answer["label"].flatMap { Label($0) })
            numbers.append((answer["proba"] ?? answer["value"])?.number ?? .nan)
        }
        self.rows = rows
        self.labels = labels
        self.numbers = numbers
    }
}

/// What another proxy answered to `POST /predict`: an object of its services' predictions.
public enum ProxyAnswer {
    /// Whether the bytes are one: every value is an object with a `prediction` or an `error`.
    public static func isOne(_ json: Span<UInt8>) -> Bool {
        guard let members = (try? JSONValue(json: json))?.members, !members.isEmpty else {
            return false
        }
        return members.allSatisfy { member in
            member.value["prediction"] != nil || member.value["error"] != nil
                || member.value.members?.allSatisfy { $0.value.members != nil } == true
        }
    }
}
