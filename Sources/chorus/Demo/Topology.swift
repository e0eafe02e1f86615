import FoundationEssentials
import ProxyService

/// The processes of a demo: what each is called, told and given, in the order they start.
struct Topology: Sendable {
    struct Member: Sendable {
        let name: String
        let arguments: [String]
        let environment: [String: String]
    }

    /// Members that serve the others: they start first and stop last.
    let services: [Member]
    let proxy: Member

    var all: [Member] { services + [proxy] }

    /// A configuration's proxy, and a classifier for each of its services that is a weight file; the
    /// environment tells the proxy where they are.
    init(configuration path: String, _ environment: [String: String]) throws {
        let configuration = try ProxyConfiguration(
            path: path, environment: environment, registry: LocalModel.aggregators)
        var variables = ["HOST": "127.0.0.1", "PORT": environment["PORT"] ?? "9000"]
        var services: [Member] = []
        for service in configuration.services where service.isActive {
            guard let file = service.weights else { continue }
            let port = Self.firstPort + services.count
            services.append(
                Member(
                    name: service.name, arguments: ["classifier", "--weights", file],
                    environment: ["HOST": "127.0.0.1", "PORT": "\(port)"]))
            variables["SERVICE_\(service.name.uppercased())"] = "127.0.0.1:\(port)"
        }
        self.services = services
        proxy = Member(
            name: "proxy", arguments: ["proxy", "--config", path], environment: variables)
    }

    private init(services: [Member], proxy: Member) {
        self.services = services
        self.proxy = proxy
    }

    private static let firstPort = 8_000

    /// The pattern's four services with the ports and variables of the Python stack.
    static func demo(weights folder: String) throws -> Topology {
        let flowers = ["setosa", "versicolor", "virginica"]
        let services = try flowers.enumerated().map { index, flower in
            let file = "\(folder)/iris-\(flower).safetensors"
            guard FileManager.default.fileExists(atPath: file) else {
                throw Fault(
                    "\(file) is not there; run this in the project's folder, or give --weights.")
            }
            return Member(
                name: flower, arguments: ["classifier", "--weights", file],
                environment: ["HOST": "127.0.0.1", "PORT": "\(firstPort + index)"])
        }
        let addresses = flowers.enumerated().map { index, flower in
            ("SERVICE_\(flower.uppercased())", "127.0.0.1:\(firstPort + index)")
        }
        let proxy = Member(
            name: "proxy", arguments: ["proxy"],
            environment: Dictionary(uniqueKeysWithValues: addresses)
                .merging(["HOST": "127.0.0.1", "PORT": "9000"]) { $1 })
        return Topology(services: services, proxy: proxy)
    }
}
