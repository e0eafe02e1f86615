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

    public subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    public func log(event: LogEvent) {
        let all = metadata.merging(event.metadata ?? [:]) { $1 }.sorted { $0.key < $1.key }
        var line = begin(event.level, "\(event.message)")
        for (name, value) in all where !name.hasPrefix("hb.") {
            append(name, "\(value)", to: &line)
        }
        end(&line)
    }

    /// The same line as by `log`, without a dictionary: one is written for each request.
    func log(_ request: RequestLine) {
        var line = begin(request.level, RequestLine.message)
        request.forEachField { append($0, $1, to: &line) }
        end(&line)
    }

    private func begin(_ level: Logger.Level, _ message: String) -> [UInt8] {
        var line: [UInt8] = []
        line.reserveCapacity(256)
        switch format {
        case .text:
            UTCTime.now.appendForLog(to: &line)
            line += " \(level) \(label): ".utf8
            line += Self.oneLine(message).utf8
        case .json:
            line += #"{"time":""#.utf8
            UTCTime.now.appendForLog(to: &line)
            line.append(UInt8(ascii: "\""))
            append("level", level.rawValue, to: &line)
            append("logger", label, to: &line)
            append("message", message, to: &line)
        }
        return line
    }

    private func append(_ name: String, _ value: String, to line: inout [UInt8]) {
        switch format {
        case .text:
            line.append(UInt8(ascii: " "))
            line += name.utf8
            line.append(UInt8(ascii: "="))
            line += Self.oneLine(value).utf8
        case .json:
            line.append(UInt8(ascii: ","))
            JSONText.string(name, to: &line)
            line.append(UInt8(ascii: ":"))
            JSONText.string(value, to: &line)
        }
    }

    private func end(_ line: inout [UInt8]) {
        if format == .json { line.append(UInt8(ascii: "}")) }
        line.append(UInt8(ascii: "\n"))
        // A log that cannot be written must not stop the service.
        _ = line.withUnsafeBytes { write(STDERR_FILENO, $0.baseAddress, $0.count) }
    }

    /// Control characters would let a client forge log lines.
    private static func oneLine(_ text: String) -> String {
        guard text.utf8.contains(where: { $0 < 0x20 || $0 == 0x7F }) else { return text }
        return String(text.map { $0.isNewline || ($0.asciiValue ?? 0x20) < 0x20 ? " " : $0 })
    }
}
