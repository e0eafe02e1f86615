import ArgumentParser
import FoundationEssentials
import ProxyService

struct CheckCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check",
        abstract: "Validates a proxy's configuration and draws its graph.",
        discussion: """
            Ends with 1 and the line and column of the first fault. The environment counts as it \
            does for the proxy: SERVICE_<NAME> adds services, ACTIVATE_<NAME>=0 switches one off.
            """)

    @Argument(help: "The configuration file.")
    var file: String

    func run() async throws {
        let configuration = try ProxyConfiguration(
            path: file, environment: ProcessInfo.processInfo.environment,
            registry: LocalModel.aggregators)
        for service in configuration.services {
            if let weights = service.weights { _ = try LocalModel(weights: weights) }
        }
        print(configuration.drawing)
    }
}
