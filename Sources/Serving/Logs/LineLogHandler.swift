import FoundationEssentials
import InferenceAPI
public import Logging

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#elseif canImport(Darwin)
    import Darwin
#endif

/// Writes each event as one line to standard error, in one system call, as text or as JSON.
public struct LineLogHandler: LogHandler {
    public var logLevel: Logger.Level
    public var metadata: Logger.Metadata = [:]
    private let label: String
    private let format: LogFormat

    public init(label: String, format: LogFormat, level: Logger.Level) {
        self.label = label
        self.format = format
        logLevel = level
    }

    /// UTC with milliseconds: `2026-01-31T23:59:59.999Z`.
    private static let time = Date.ISO8601FormatStyle(includingFractionalSeconds: true)

    public subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    public func log(event: LogEvent) {
        let all = metadata.merging(event.metadata ?? [:]) { $1 }.sorted { $0.key < $1.key }
        let fields = all.filter { !$0.key.hasPrefix("hb.") }.map { ($0.key, "\($0.value)") }
        let time = Date.now.formatted(Self.time)
        var line: [UInt8] = []
        switch format {
        case .text: appendText(event, time, fields, to: &line)
        case .json: appendJSON(event, time, fields, to: &line)
        }
        line.append(UInt8(ascii: "\n"))
        // A log that cannot be written must not stop the service.
        _ = line.withUnsafeBytes { write(STDERR_FILENO, $0.baseAddress, $0.count) }
    }

    private func appendText(
        _ event: LogEvent, _ time: String, _ fields: [(String, String)], to line: inout [UInt8]
    ) {
        let pairs = fields.map { " \($0)=\(Self.oneLine($1))" }.joined()
        line += "\(time) \(event.level) \(label): \(Self.oneLine("\(event.message)"))\(pairs)".utf8
    }

    private func appendJSON(
        _ event: LogEvent, _ time: String, _ fields: [(String, String)], to line: inout [UInt8]
    ) {
        let head = [
            ("time", time), ("level", event.level.rawValue), ("logger", label),
            ("message", "\(event.message)"),
        ]
        for (index, field) in (head + fields).enumerated() {
            line.append(UInt8(ascii: index == 0 ? "{" : ","))
            JSONText.string(field.0, to: &line)
            line.append(UInt8(ascii: ":"))
            JSONText.string(field.1, to: &line)
        }
        line.append(UInt8(ascii: "}"))
    }

    /// Control characters would let a client forge log lines.
    private static func oneLine(_ text: String) -> String {
        guard text.utf8.contains(where: { $0 < 0x20 || $0 == 0x7F }) else { return text }
        return String(text.map { $0.isNewline || ($0.asciiValue ?? 0x20) < 0x20 ? " " : $0 })
    }
}
