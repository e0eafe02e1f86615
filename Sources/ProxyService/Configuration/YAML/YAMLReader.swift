import CYAML
import FanOut

/// Reads one YAML document with libyaml, as a tree of values with their places.
///
/// Bounded: levels, values (also those that aliases repeat) and bytes have limits.
struct YAMLReader {
    static let byteLimit = 4 << 20
    static let depthLimit = 64
    static let sizeLimit = 100_000

    /// On the heap: libyaml keeps a pointer to it in itself.
    private let parser: UnsafeMutablePointer<yaml_parser_t>
    private var anchors: [String: YAMLNode] = [:]
    /// Values so far, those that aliases repeat among them.
    private var size = 0

    /// - Throws: `ConfigurationFileError`, with the place.
    static func read(_ bytes: [UInt8]) throws(ConfigurationFileError) -> YAMLNode {
        guard bytes.count <= byteLimit else {
            throw ConfigurationFileError(
                at: SourceMark(line: 1, column: 1),
                "the file is larger than \(byteLimit) bytes, the limit.")
        }
        let parser = UnsafeMutablePointer<yaml_parser_t>.allocate(capacity: 1)
        parser.initialize(to: yaml_parser_t())
        defer { parser.deallocate() }
        var reader = YAMLReader(parser: parser)
        return try reader.read(bytes)
    }

    private init(parser: UnsafeMutablePointer<yaml_parser_t>) { self.parser = parser }

    private mutating func read(_ bytes: [UInt8]) throws(ConfigurationFileError) -> YAMLNode {
        guard yaml_parser_initialize(parser) == 1 else {
            throw ConfigurationFileError(
                at: SourceMark(line: 1, column: 1), "there is no memory to read it.")
        }
        defer { yaml_parser_delete(parser) }
        var result: Result<YAMLNode, ConfigurationFileError>?
        // The parser reads from this memory until it is deleted, which is before the closure's end
        // in effect: nothing is parsed behind it.
        bytes.withUnsafeBufferPointer { buffer in
            yaml_parser_set_input_string(parser, buffer.baseAddress, buffer.count)
            do throws(ConfigurationFileError) {
                result = .success(try document())
            } catch {
                result = .failure(error)
            }
        }
        guard let result else {
            throw ConfigurationFileError(at: SourceMark(line: 1, column: 1), "it cannot be read.")
        }
        return try result.get()
    }

    private mutating func document() throws(ConfigurationFileError) -> YAMLNode {
        var node: YAMLNode?
        while true {
            let event = try next()
            switch event.kind {
            case .streamStart, .documentStart, .documentEnd: continue
            case .streamEnd:
                guard let node else {
                    throw ConfigurationFileError(at: event.mark, "the file is empty.")
                }
                return node
            default:
                guard node == nil else {
                    throw ConfigurationFileError(
                        at: event.mark, "a second document begins; a file holds one.")
                }
                node = try value(event, depth: 0)
            }
        }
    }

    private mutating func value(
        _ event: Event, depth: Int
    ) throws(ConfigurationFileError) -> YAMLNode {
        try check(levels: depth + 1, at: event)
        let node: YAMLNode
        switch event.kind {
        case .alias(let anchor):
            guard let known = anchors[anchor] else {
                throw ConfigurationFileError(at: event.mark, "there is no anchor &\(anchor).")
            }
            try check(levels: depth + known.levels, at: event)
            try count(known.size, at: event)
            return known
        case .scalar(let text, let isQuoted):
            try count(1, at: event)
            node = YAMLNode(content: .scalar(text, isQuoted: isQuoted), mark: event.mark)
        case .listStart: node = try list(event, depth: depth)
        case .mapStart: node = try map(event, depth: depth)
        default: throw ConfigurationFileError(at: event.mark, "a value was expected.")
        }
        if let anchor = event.anchor { anchors[anchor] = node }
        return node
    }

    private func check(levels: Int, at event: Event) throws(ConfigurationFileError) {
        guard levels <= Self.depthLimit else {
            throw ConfigurationFileError(
                at: event.mark, "there are more than \(Self.depthLimit) levels.")
        }
    }

    private mutating func count(
        _ values: Int, at event: Event
    ) throws(ConfigurationFileError) {
        size += values
        guard size <= Self.sizeLimit else {
            throw ConfigurationFileError(
                at: event.mark, "there are more than \(Self.sizeLimit) values.")
        }
    }

    private mutating func list(
        _ start: Event, depth: Int
    ) throws(ConfigurationFileError) -> YAMLNode {
        try count(1, at: start)
        var elements: [YAMLNode] = []
        while true {
            let event = try next()
            if case .listEnd = event.kind { break }
            elements.append(try value(event, depth: depth + 1))
        }
        return YAMLNode(content: .list(elements), mark: start.mark)
    }

    private mutating func map(
        _ start: Event, depth: Int
    ) throws(ConfigurationFileError) -> YAMLNode {
        try count(1, at: start)
        var entries: [YAMLNode.Entry] = []
        var lines: [String: Int] = [:]
        while true {
            let event = try next()
            if case .mapEnd = event.kind { break }
            guard case .scalar(let key, _) = event.kind else {
                throw ConfigurationFileError(at: event.mark, "a key must be a plain word.")
            }
            if let line = lines.updateValue(event.mark.line, forKey: key) {
                throw ConfigurationFileError(
                    at: event.mark,
                    "key \(key) stands here a second time; it is in line \(line) already.")
            }
            let value = try value(try next(), depth: depth + 1)
            entries.append(YAMLNode.Entry(key: key, mark: event.mark, value: value))
        }
        return YAMLNode(content: .map(entries), mark: start.mark)
    }
}

// What libyaml says, as values.
extension YAMLReader {
    private struct Event {
        enum Kind {
            case streamStart, streamEnd, documentStart, documentEnd
            case alias(String)
            case scalar(String, isQuoted: Bool)
            case listStart, listEnd, mapStart, mapEnd
        }

        let kind: Kind
        let mark: SourceMark
        let anchor: String?
    }

    private mutating func next() throws(ConfigurationFileError) -> Event {
        var event = yaml_event_t()
        guard yaml_parser_parse(parser, &event) == 1 else { throw problem() }
        defer { yaml_event_delete(&event) }
        let mark = SourceMark(event.start_mark)
        // The type says which member of the union libyaml has filled in.
        switch event.type {
        case YAML_SCALAR_EVENT:
            let scalar = event.data.scalar
            let text = Self.text(scalar.value, length: scalar.length)
            let isQuoted = scalar.style != YAML_PLAIN_SCALAR_STYLE
            return Event(
                kind: .scalar(text, isQuoted: isQuoted), mark: mark,
                anchor: Self.name(scalar.anchor))
        case YAML_SEQUENCE_START_EVENT:
            return Event(
                kind: .listStart, mark: mark, anchor: Self.name(event.data.sequence_start.anchor))
        case YAML_MAPPING_START_EVENT:
            return Event(
                kind: .mapStart, mark: mark, anchor: Self.name(event.data.mapping_start.anchor))
        case YAML_ALIAS_EVENT:
            return Event(
                kind: .alias(Self.name(event.data.alias.anchor) ?? ""), mark: mark, anchor: nil)
        case YAML_SEQUENCE_END_EVENT: return Event(kind: .listEnd, mark: mark, anchor: nil)
        case YAML_MAPPING_END_EVENT: return Event(kind: .mapEnd, mark: mark, anchor: nil)
        case YAML_DOCUMENT_START_EVENT: return Event(kind: .documentStart, mark: mark, anchor: nil)
        case YAML_DOCUMENT_END_EVENT: return Event(kind: .documentEnd, mark: mark, anchor: nil)
        case YAML_STREAM_START_EVENT: return Event(kind: .streamStart, mark: mark, anchor: nil)
        default: return Event(kind: .streamEnd, mark: mark, anchor: nil)
        }
    }

    private func problem() -> ConfigurationFileError {
        let reason = parser.pointee.problem.map { String(cString: $0) } ?? "it is not YAML"
        let context = parser.pointee.context.map { " (\(String(cString: $0)))" } ?? ""
        return ConfigurationFileError(
            at: SourceMark(parser.pointee.problem_mark), "it is not YAML: \(reason)\(context).")
    }

    private static func text(_ start: UnsafeMutablePointer<UInt8>?, length: Int) -> String {
        String(decoding: UnsafeBufferPointer(start: start, count: length), as: UTF8.self)
    }

    private static func name(_ anchor: UnsafeMutablePointer<UInt8>?) -> String? {
        anchor.map { String(cString: $0) }
    }
}

extension SourceMark {
    /// libyaml counts from 0.
    fileprivate init(_ mark: yaml_mark_t) {
        self.init(line: Int(clamping: mark.line) + 1, column: Int(clamping: mark.column) + 1)
    }
}
