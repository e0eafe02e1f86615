import FanOut
import InferenceAPI
import Upstreams

/// What a configuration file says: services, and routes through them.
struct ConfigurationFile {
    var services: [ProxyConfiguration.Service] = []
    var routes: [ProxyConfiguration.Route] = []

    init(_ bytes: [UInt8]) throws(ConfigurationFileError) {
        let document = try YAMLReader.read(bytes)
        for entry in try document.readMap("services and routes") {
            switch entry.key {
            case "services": try readServices(entry.value)
            case "routes": try readRoutes(entry.value)
            default: throw entry.unknown(["services", "routes"])
            }
        }
    }

    private mutating func readServices(_ node: YAMLNode) throws(ConfigurationFileError) {
        for entry in try node.readMap("services by name") {
            try Self.check(entry, what: "service")
            services.append(try Self.service(entry))
        }
    }

    private static func service(
        _ entry: YAMLNode.Entry
    ) throws(ConfigurationFileError) -> ProxyConfiguration.Service {
        var service = ProxyConfiguration.Service(name: entry.key, addresses: [])
        let possible = ["url", "urls", "timeout"]
        for option in try entry.value.readMap("url, and whatever else the service needs") {
            switch option.key {
            case "url": service.addresses.append(try address(option.value))
            case "urls":
                for url in try option.value.readList("a list of addresses") {
                    service.addresses.append(try address(url))
                }
            case "timeout": service.timeout = try option.value.readDuration()
            default: throw option.unknown(possible)
            }
        }
        guard !service.addresses.isEmpty else {
            throw ConfigurationFileError(
                at: entry.mark, "service \(entry.key) has no url; write where it is to be reached.")
        }
        return service
    }

    private static func address(_ node: YAMLNode) throws(ConfigurationFileError) -> MemberAddress {
        do throws(AddressError) {
            return try MemberAddress(parsing: try node.addressText())
        } catch {
            throw node.fault(error.description)
        }
    }

    private mutating func readRoutes(_ node: YAMLNode) throws(ConfigurationFileError) {
        for entry in try node.readMap("routes by name") {
            try Self.check(entry, what: "route")
            var root = try StepReader().step(entry.value, at: .route)
            let timeout = root.timeout
            root.timeout = nil
            routes.append(
                ProxyConfiguration.Route(name: entry.key, root: root, timeout: timeout))
        }
    }

    /// Names stand in paths and JSON keys, and the environment knows them in lower case.
    private static func check(
        _ entry: YAMLNode.Entry, what: String
    ) throws(ConfigurationFileError) {
        let isName =
            !entry.key.isEmpty && entry.key.utf8.count <= 64
            && entry.key.utf8.allSatisfy { byte in
                switch byte {
                case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"),
                    UInt8(ascii: "_"), UInt8(ascii: "-"):
                    true
                default: false
                }
            }
        guard isName else {
            throw ConfigurationFileError(
                at: entry.mark,
                "\"\(entry.key)\" is no name of a \(what); use a-z, 0-9, - and _, at most 64.")
        }
    }
}

extension YAMLNode {
    fileprivate func addressText() throws(AddressError) -> String {
        guard let text else { throw .malformed(kind) }
        return text
    }
}
