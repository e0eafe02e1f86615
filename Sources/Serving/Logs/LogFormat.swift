/// The words of `LOG_FORMAT`.
public enum LogFormat: String, Sendable, CaseIterable {
    case text, json
}
