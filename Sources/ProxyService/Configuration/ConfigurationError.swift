/// Why a proxy cannot start: one sentence that says what, where and what to do.
public enum ConfigurationError: Error, Sendable, Equatable, CustomStringConvertible {
    case noServices
    case noActiveServices
    case malformed(variable: String, reason: String)
    case unknownService(variable: String, service: String, known: [String])
    case unknownWord(variable: String, word: String, possible: [String])

    public var description: String {
        switch self {
        case .noServices:
            "No service is configured; set SERVICE_<NAME>=host:port for each one, or give --config."
        case .noActiveServices:
            "Every service is switched off; set ACTIVATE_<NAME>=1 for at least one."
        case .malformed(let variable, let reason):
            "\(variable): \(reason)"
        case .unknownService(let variable, let service, let known):
            "\(variable) is about a service \(service), which is not configured; "
                + "there are: \(known.joined(separator: ", "))."
        case .unknownWord(let variable, let word, let possible):
            "\(variable) is \"\(word)\"; it must be one of: \(possible.joined(separator: ", "))."
        }
    }
}
