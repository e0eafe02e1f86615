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
    /// Whether the bytes are one: every value is an object with a `prediction` for so many rows or an
    /// `error`, or another proxy's answer in turn.
    public static func isOne(_ json: Span<UInt8>, rows: Int) -> Bool {
        (try? JSONValue(json: json)).map { isOne($0, rows: rows) } ?? false
    }

    private static func isOne(_ answer: JSONValue, rows: Int) -> Bool {
        guard let members = answer.members, !members.isEmpty else { return false }
        return members.allSatisfy { member in
            if let prediction = member.value["prediction"] {
                // Of one row it is a list of numbers.
                return prediction.elements.map { rows == 1 || $0.count == rows } ?? false
            }
            return member.value["error"]?.members != nil || isOne(member.value, rows: rows)
        }
    }

    /// Of each row what every service says of it alone: `{"setosa":{"prediction":[..]},…}`; none where
    /// the bytes are no such answer.
    public static func rows(_ json: Span<UInt8>, rows: Int) -> [[UInt8]] {
        guard let answer = try? JSONValue(json: json) else { return [] }
        return (0..<rows).map { row in
            var bytes: [UInt8] = []
            JSONText.value(answer.part(row, of: rows), to: &bytes)
            return bytes
        }
    }
}

extension JSONValue {
    /// One row of an answer of many.
    fileprivate func part(_ row: Int, of rows: Int) -> JSONValue {
        guard let members else { return self }
        return .object(
            members.map { member in
                guard member.key == "prediction", rows > 1 else {
                    let isDeep = member.key != "error"
                    return .init(
                        member.key, isDeep ? member.value.part(row, of: rows) : member.value)
                }
                let parts = member.value.elements ?? []
                return .init("prediction", parts.indices.contains(row) ? parts[row] : .null)
            })
    }
}
