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

    /// One service by itself, as the file describes it.
    ///
    /// - Parameter isActive: unless it says otherwise.
    static func service(
        _ name: String, _ bytes: [UInt8], isActive: Bool
    ) throws(ConfigurationFileError) -> ProxyConfiguration.Service {
        let node = try YAMLReader.read(bytes)
        let entry = YAMLNode.Entry(key: name, mark: node.mark, value: node)
        try check(entry, what: "service")
        return try ServiceReader().service(entry, isActive: isActive)
    }

    private mutating func readServices(_ node: YAMLNode) throws(ConfigurationFileError) {
        for entry in try node.readMap("services by name") {
            try Self.check(entry, what: "service")
            services.append(try ServiceReader().service(entry))
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
