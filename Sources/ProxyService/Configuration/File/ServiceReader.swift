import FanOut
import InferenceAPI
import Upstreams

/// Reads the services of a configuration file.
struct ServiceReader {
    static let keys = [
        "url", "urls", "weights", "timeout", "protocol", "model", "max-in-flight", "retries",
        "hedge", "circuit-breaker", "eject", "active",
    ]

    private enum Word: String, CaseIterable {
        case book, v1, v2
    }

    /// - Parameter isActive: unless it says otherwise.
    func service(
        _ entry: YAMLNode.Entry, isActive: Bool = true
    ) throws(ConfigurationFileError) -> ProxyConfiguration.Service {
        var service = ProxyConfiguration.Service(name: entry.key, addresses: [])
        service.isActive = isActive
        var word = Word.book
        var model: String?
        for option in try entry.value.readMap("url, urls or weights, and what else it needs") {
            let value = option.value
            switch option.key {
            case "url": try add(value, to: &service)
            case "urls":
                for url in try value.readList("a list of addresses") { try add(url, to: &service) }
            case "weights": service.weights = try value.readText("the path of a weight file")
            case "max-in-flight":
                service.maxInFlight = try value.readInteger(1...UpstreamLimits.defaultInFlight)
            case "retries", "hedge", "circuit-breaker", "eject":
                try ResilienceReader.read(option, into: &service.resilience)
            case "timeout": service.timeout = try value.readDuration()
            case "active": service.isActive = try value.readBoolean()
            case "protocol": word = try value.readWord(Word.self)
            case "model": model = try modelName(value)
            default: throw option.unknown(Self.keys)
            }
        }
        service.dialect = try dialect(word, model, entry)
        try checkPlace(of: service, entry)
        return service
    }

    private func checkPlace(
        of service: ProxyConfiguration.Service, _ entry: YAMLNode.Entry
    ) throws(ConfigurationFileError) {
        let isLocal = service.weights != nil
        guard isLocal || !service.addresses.isEmpty else {
            throw ConfigurationFileError(
                at: entry.mark,
                "service \(entry.key) has neither url nor weights; write where it is to be found.")
        }
        guard !isLocal || service.addresses.isEmpty && service.dialect == .book else {
            throw ConfigurationFileError(
                at: entry.mark,
                "service \(entry.key) has weights, so url and protocol mean nothing to it.")
        }
        guard !isLocal || service.resilience == Resilience() else {
            throw ConfigurationFileError(
                at: entry.mark,
                "service \(entry.key) has weights, so there are no calls to repeat, hedge, break or "
                    + "eject.")
        }
    }

    private func dialect(
        _ word: Word, _ model: String?, _ entry: YAMLNode.Entry
    ) throws(ConfigurationFileError) -> Dialect {
        switch (word, model) {
        case (.book, nil): return .book
        case (.v1, let model?): return .v1(model: model)
        case (.v2, let model?): return .v2(model: model)
        case (.book, _?):
            throw ConfigurationFileError(
                at: entry.mark, "service \(entry.key) has a model, which needs protocol v1 or v2.")
        case (.v1, nil), (.v2, nil):
            throw ConfigurationFileError(
                at: entry.mark, "service \(entry.key) speaks \(word.rawValue), which needs a model."
            )
        }
    }

    /// It stands in paths.
    private func modelName(_ node: YAMLNode) throws(ConfigurationFileError) -> String {
        let name = try node.readText("a model's name")
        let isPlain = name.utf8.allSatisfy { byte in
            byte > 0x20 && byte < 0x7F && !"/?#%\"\\".utf8.contains(byte)
        }
        guard isPlain else { throw node.fault("\"\(name)\" is no name of a model.") }
        return name
    }

    private func add(
        _ node: YAMLNode, to service: inout ProxyConfiguration.Service
    ) throws(ConfigurationFileError) {
        let text = try node.readText("an address such as http://host:port")
        do throws(AddressError) {
            let (address, path) = try MemberAddress.split(text)
            service.addresses.append(address)
            guard service.addresses.count == 1 || service.path == path else {
                throw AddressError.differentPaths(service.path, path)
            }
            service.path = path
        } catch {
            throw node.fault(error.description)
        }
    }
}
