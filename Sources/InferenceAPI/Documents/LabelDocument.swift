/// The answer of `GET /label`: the labels by class index, `{"0":"setosa","1":"other"}`.
public struct LabelDocument: Hashable, Sendable {
    /// In the order of the class indices.
    public var labels: [Label]

    public init(labels: [Label]) {
        self.labels = labels
    }

    /// Reads an object whose keys are the indices from 0 on, in any order.
    public init(json: Span<UInt8>) throws(DocumentError) {
        guard let members = try JSONValue(json: json).members else {
            throw .wrongType(key: "", expected: "an object")
        }
        var labels = [Label?](repeating: nil, count: members.count)
        for member in members {
            guard let index = Int(member.key), labels.indices.contains(index),
                labels[index] == nil, let label = Label(member.value)
            else { throw .wrongType(key: member.key, expected: "the label of one class index") }
            labels[index] = label
        }
        self.labels = labels.compactMap(\.self)
    }

    public func append(to bytes: inout [UInt8]) {
        let members = labels.enumerated().lazy.map { (String($0.offset), $0.element) }
        JSONText.object(members, to: &bytes) { label, bytes in
            JSONText.label(label, to: &bytes)
        }
    }
}

extension Label {
    /// The label that a JSON value is; nil for null, lists and objects.
    public init?(_ value: JSONValue) {
        switch value {
        case .text(let text): self = .text(text)
        case .integer(let integer): self = .integer(integer)
        case .real(let number): self = .real(number)
        case .boolean(let boolean): self = .boolean(boolean)
        case .null, .list, .object: return nil
        }
    }
}
