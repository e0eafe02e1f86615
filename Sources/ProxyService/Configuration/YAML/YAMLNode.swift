import FanOut
import InferenceAPI

/// A value of a YAML document and where it stands.
struct YAMLNode: Sendable {
    indirect enum Content: Sendable {
        /// A text that stood in quotes is never a number, a boolean or nothing.
        case scalar(String, isQuoted: Bool)
        case list([YAMLNode])
        case map([Entry])
    }

    struct Entry: Sendable {
        let key: String
        let mark: SourceMark
        let value: YAMLNode
    }

    let content: Content
    let mark: SourceMark
    /// Values within it, itself among them; those behind an alias are counted at each use.
    let size: Int
    /// Of values within one another, itself one.
    let levels: Int

    init(content: Content, mark: SourceMark) {
        self.content = content
        self.mark = mark
        let parts =
            switch content {
            case .scalar: [YAMLNode]()
            case .list(let elements): elements
            case .map(let entries): entries.map(\.value)
            }
        size = parts.reduce(1) { $0 + $1.size }
        levels = 1 + (parts.map(\.levels).max() ?? 0)
    }
}

extension YAMLNode {
    /// What it is, as an error says it.
    var kind: String {
        switch content {
        case .scalar(let text, _): text.isEmpty ? "nothing" : "\"\(text.prefix(60))\""
        case .list: "a list"
        case .map: "a mapping"
        }
    }

    var text: String? {
        guard case .scalar(let text, let isQuoted) = content, isQuoted || !text.isEmpty else {
            return nil
        }
        return text
    }

    var elements: [YAMLNode]? { if case .list(let elements) = content { elements } else { nil } }

    var entries: [Entry]? { if case .map(let entries) = content { entries } else { nil } }

    /// As YAML 1.2's core schema reads it; only decimal numbers.
    var json: JSONValue {
        switch content {
        case .list(let elements): .list(elements.map(\.json))
        case .map(let entries): .object(entries.map { JSONValue.Member($0.key, $0.value.json) })
        case .scalar(let text, true): .text(text)
        case .scalar(let text, false): Self.scalar(text)
        }
    }

    private static func scalar(_ text: String) -> JSONValue {
        switch text {
        case "", "~", "null", "Null", "NULL": return .null
        case "true", "True", "TRUE": return .boolean(true)
        case "false", "False", "FALSE": return .boolean(false)
        default: break
        }
        if let integer = Int64(text) { return .integer(integer) }
        let isNumeric = text.utf8.first.map { "+-.0123456789".utf8.contains($0) } ?? false
        if isNumeric, let number = Double(text), number.isFinite { return .real(number) }
        return .text(text)
    }
}
