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
        try read(environment, registry)
    }

    /// Adds what the environment says to what is there: it names more services, and says of those
    /// there are where they are to be reached and how long their answers may take.
    mutating func read(
        _ environment: [String: String], _ registry: AggregatorRegistry
    ) throws(ConfigurationError) {
        let added = try Self.services(of: environment)
        for service in added {
            if let place = services.firstIndex(where: { $0.name == service.name }) {
                services[place].addresses = service.addresses
                services[place].path = service.path
                services[place].weights = nil
            } else {
                services.append(service)
                join([service.name])
            }
        }
        guard !services.isEmpty else { throw .noServices }
        try readTimeouts(environment)
        try readSwitches(environment)
        try readWords(environment, registry)
        try readPipelineDepth(environment)
    }

    private static func services(
        of environment: [String: String]
    ) throws(ConfigurationError) -> [Service] {
        var services: [Service] = []
        for (variable, value) in environment.sorted(by: { $0.key < $1.key }) {
            guard let name = ServiceVariable.service(of: variable) else { continue }
            guard !services.contains(where: { $0.name == name }) else {
                throw .malformed(variable: variable, reason: "service \(name) is there already.")
            }
            services.append(try service(name, variable: variable, value))
        }
        // By name: the variables' own order would put capitals before the underscore.
        return services.sorted { $0.name < $1.name }
    }

    /// Services of the environment are asked on the default route, where that asks all at once.
    mutating func join(_ names: [String]) {
        guard let place = routes.firstIndex(where: { $0.name == Self.defaultRoute }),
            case .parallel(let steps) = routes[place].root.kind
        else { return }
        routes[place].root.kind = .parallel(steps + names.map { Step(.service($0)) })
    }

    private static func service(
        _ name: String, variable: String, _ value: String
    ) throws(ConfigurationError) -> Service {
        var addresses: [MemberAddress] = []
        var paths: [String] = []
        for text in value.split(separator: ",") {
            do throws(AddressError) {
                let (address, path) = try MemberAddress.split(text.filter { $0 != " " })
                addresses.append(address)
                paths.append(path)
                if path != paths[0] { throw AddressError.differentPaths(paths[0], path) }
            } catch {
                throw .malformed(variable: variable, reason: error.description)
            }
        }
        guard !addresses.isEmpty else {
            throw .malformed(variable: variable, reason: "it is empty; write host:port.")
        }
        var service = Service(name: name, addresses: addresses)
        service.path = paths[0]
        return service
    }

    /// A service that is no more is not asked on the default route, where that asks all at once.
    mutating func leave(_ name: String) {
        guard let place = routes.firstIndex(where: { $0.name == Self.defaultRoute }),
            case .parallel(let steps) = routes[place].root.kind
        else { return }
        let rest = steps.filter { $0.kind != .service(name) }
        routes[place].root.kind = .parallel(rest)
    }

    private mutating func readTimeouts(
        _ environment: [String: String]
    ) throws(ConfigurationError) {
        if let value = environment["TIMEOUT"] { timeout = try Self.budget("TIMEOUT", value) }
        try forEachService(of: environment, "TIMEOUT_") {
            (configuration, place, variable, value) throws(ConfigurationError) in
            configuration.services[place].timeout = try Self.budget(variable, value)
        }
    }

    /// `THRESHOLD_<NAME>`, `DEFAULT_THRESHOLD`, `ACTIVATE_<NAME>`
    private mutating func readSwitches(
        _ environment: [String: String]
    ) throws(ConfigurationError) {
        if let value = environment["DEFAULT_THRESHOLD"] {
            thresholds.standard = try Self.number("DEFAULT_THRESHOLD", value)
        }
        try forEachService(of: environment, "THRESHOLD_") {
            (configuration, place, variable, value) throws(ConfigurationError) in
            let name = configuration.services[place].name
            configuration.thresholds.byService[name] = try Self.number(variable, value)
        }
        try forEachService(of: environment, "ACTIVATE_") {
            (configuration, place, variable, value) throws(ConfigurationError) in
            switch value {
            case "0": configuration.services[place].isActive = false
            case "1": configuration.services[place].isActive = true
            default: throw .unknownWord(variable: variable, word: value, possible: ["0", "1"])
            }
        }
        guard services.contains(where: \.isActive) else { throw .noActiveServices }
    }

    private mutating func forEachService(
        of environment: [String: String], _ prefix: String,
        _ read: (inout ProxyConfiguration, Int, String, String) throws(ConfigurationError) -> Void
    ) throws(ConfigurationError) {
        for (variable, value) in environment.sorted(by: { $0.key < $1.key })
        where variable.hasPrefix(prefix) {
            let name = String(variable.dropFirst(prefix.count)).lowercased()
            guard let place = services.firstIndex(where: { $0.name == name }) else {
                throw .unknownService(
                    variable: variable, service: name, known: services.map(\.name))
            }
            try read(&self, place, variable, value)
        }
    }

    private static func number(
        _ variable: String, _ value: String
    ) throws(ConfigurationError) -> Double {
        guard let number = Double(value), number.isFinite else {
            throw .malformed(variable: variable, reason: "it must be a number, not \"\(value)\".")
        }
        return number
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
