public import FanOut
import InferenceAPI
import Upstreams

extension ProxyConfiguration {
    /// Reads the variables that the Python stack's proxy takes, and ours beside them.
    ///
    /// `SERVICE_<NAME>` makes service `<name>`; services stand in alphabetical order.
    public init(
        environment: [String: String], registry: AggregatorRegistry = AggregatorRegistry()
    ) throws(ConfigurationError) {
        self.init(services: [])
        for (variable, value) in environment.sorted(by: { $0.key < $1.key }) {
            guard let name = ServiceVariable.service(of: variable) else { continue }
            guard !services.contains(where: { $0.name == name }) else {
                throw .malformed(variable: variable, reason: "service \(name) is there already.")
            }
            services.append(try Self.service(name, variable: variable, value))
        }
        guard !services.isEmpty else { throw .noServices }
        // By name: the variables' own order would put capitals before the underscore.
        services.sort { $0.name < $1.name }
        try readTimeouts(environment)
        try readWords(environment, registry)
        try readPipelineDepth(environment)
    }

    private static func service(
        _ name: String, variable: String, _ value: String
    ) throws(ConfigurationError) -> Service {
        var addresses: [MemberAddress] = []
        for text in value.split(separator: ",") {
            do throws(AddressError) {
                addresses.append(try MemberAddress(parsing: text.filter { $0 != " " }))
            } catch {
                throw .malformed(variable: variable, reason: error.description)
            }
        }
        guard !addresses.isEmpty else {
            throw .malformed(variable: variable, reason: "it is empty; write host:port.")
        }
        return Service(name: name, addresses: addresses)
    }

    private mutating func readTimeouts(
        _ environment: [String: String]
    ) throws(ConfigurationError) {
        for (variable, value) in environment.sorted(by: { $0.key < $1.key }) {
            if variable == "TIMEOUT" {
                timeout = try Self.budget(variable, value)
            } else if variable.hasPrefix("TIMEOUT_") {
                let name = String(variable.dropFirst(8)).lowercased()
                guard let place = services.firstIndex(where: { $0.name == name }) else {
                    throw .unknownService(
                        variable: variable, service: name, known: services.map(\.name))
                }
                services[place].timeout = try Self.budget(variable, value)
            }
        }
    }

    private static func budget(
        _ variable: String, _ value: String
    ) throws(ConfigurationError) -> Duration {
        do throws(BudgetError) {
            return try Budget(value).duration
        } catch {
            throw .malformed(variable: variable, reason: error.description)
        }
    }

    private mutating func readPipelineDepth(
        _ environment: [String: String]
    ) throws(ConfigurationError) {
        let variable = "PIPELINE_DEPTH"
        guard let text = environment[variable] else { return }
        guard let depth = Int(text), (1...1_024).contains(depth) else {
            throw .malformed(
                variable: variable, reason: "it must be a number from 1 to 1024, not \"\(text)\".")
        }
        pipelineDepth = depth
    }

    private mutating func readWords(
        _ environment: [String: String], _ registry: AggregatorRegistry
    ) throws(ConfigurationError) {
        if let word = environment["ON_TIMEOUT"] {
            guard let known = Policy.OnTimeout(rawValue: word) else {
                throw .unknownWord(
                    variable: "ON_TIMEOUT", word: word,
                    possible: Policy.OnTimeout.allCases.map(\.rawValue))
            }
            onTimeout = known
        }
        if let word = environment["AGGREGATE"] {
            guard registry.names.contains(word) else {
                throw .unknownWord(variable: "AGGREGATE", word: word, possible: registry.names)
            }
            aggregate = word
        }
    }
}
