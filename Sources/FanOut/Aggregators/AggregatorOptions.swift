public import InferenceAPI

/// What an aggregator is made with.
public struct AggregatorOptions: Sendable {
    /// The names of those whose answers it folds, in order.
    public var services: [String]
    /// Its settings in configuration: an object, or null.
    public var settings: JSONValue
    public var thresholds: Thresholds
    /// Where relative paths among the settings begin: empty, or a folder with a slash behind.
    public var folder: String

    public init(
        services: [String], settings: JSONValue = .null, thresholds: Thresholds = Thresholds(),
        folder: String = ""
    ) {
        self.services = services
        self.settings = settings
        self.thresholds = thresholds
        self.folder = folder
    }

    /// A file that the settings name.
    public func path(_ name: String) -> String {
        name.hasPrefix("/") ? name : folder + name
    }

    /// Refuses settings that the aggregator does not know.
    public func allow(_ keys: String...) throws(AggregatorSettingError) {
        for member in settings.members ?? [] where !keys.contains(member.key) {
            throw .unknownKey(member.key, known: keys)
        }
    }

    /// The numbers by service under `weights`; 1 where none is given.
    public func weights() throws(AggregatorSettingError) -> ServiceWeights {
        try allow("weights")
        var weights: [String: Double] = [:]
        guard let given = settings["weights"] else { return ServiceWeights() }
        guard let members = given.members else {
            throw .wrongValue(key: "weights", expected: "weights by service")
        }
        for member in members {
            guard services.contains(member.key) else {
                throw .unknownService(member.key, known: services)
            }
            guard let weight = member.value.number, weight >= 0, weight.isFinite else {
                throw .wrongValue(key: member.key, expected: "a weight of 0 or more")
            }
            weights[member.key] = weight
        }
        return ServiceWeights(weights)
    }
}

/// How much each service counts.
public struct ServiceWeights: Sendable, Equatable {
    private let weights: [String: Double]

    /// - Parameter weights: 0 or more; 1 for services that are not named.
    public init(_ weights: [String: Double] = [:]) { self.weights = weights }

    subscript(service: String) -> Double { weights[service] ?? 1 }
}

/// Why an aggregator cannot be made.
public enum AggregatorSettingError: Error, Sendable, Equatable, CustomStringConvertible {
    case unknownKey(String, known: [String])
    case unknownService(String, known: [String])
    case wrongValue(key: String, expected: String)
    case other(String)

    public var description: String {
        switch self {
        case .unknownKey(let key, let known):
            "it has no setting \(key); "
                + (known.isEmpty ? "it has none." : "there are: \(known.joined(separator: ", ")).")
        case .unknownService(let name, let known):
            "there is no answer of \(name); there are: \(known.joined(separator: ", "))."
        case .wrongValue(let key, let expected): "\(key) must be \(expected)."
        case .other(let sentence): sentence
        }
    }
}
