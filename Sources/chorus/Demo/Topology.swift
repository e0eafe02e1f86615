import FoundationEssentials

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
                environment: ["HOST": "127.0.0.1", "PORT": "\(8_000 + index)"])
        }
        let addresses = flowers.enumerated().map { index, flower in
            ("SERVICE_\(flower.uppercased())", "127.0.0.1:\(8_000 + index)")
        }
        let proxy = Member(
            name: "proxy", arguments: ["proxy"],
            environment: Dictionary(uniqueKeysWithValues: addresses)
                .merging(["HOST": "127.0.0.1", "PORT": "9000"]) { $1 })
        return Topology(services: services, proxy: proxy)
    }
}
