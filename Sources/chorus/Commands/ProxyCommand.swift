import ArgumentParser
import FoundationEssentials
import Logging
import NIOCore
import ProxyService
import Serving

struct ProxyCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "proxy",
        abstract: "Asks many services at once and folds their answers; port 9000 by default.",
        discussion: """
            The environment names the services: SERVICE_<NAME>=host:port, several addresses with \
            commas between. TIMEOUT and TIMEOUT_<NAME> (200ms, 5s) limit the wait, \
            ON_TIMEOUT=fail|partial says what a missing answer does, AGGREGATE names the \
            aggregator of /predict/label (argmax, mean, majority, collect), PIPELINE_DEPTH how many \
            requests share a connection to a fast classifier.
            """)

    @OptionGroup var serving: ServeOptions

    func run() async throws {
        let environment = ProcessInfo.processInfo.environment
        let settings = try serving.settings(environment, defaultPort: 9_000)
        let logger = try serving.logger(environment, label: "proxy")
        let configuration = try ProxyConfiguration(environment: environment)
        Self.logIdentity(environment) { logger.info("\($0)") }
        let group = serving.eventLoops()
        let proxy = try await Proxy(configuration: configuration, on: group)
        let names = configuration.services.map(\.name).joined(separator: ", ")
        try await proxy.serve(settings, on: group, logger: logger) {
            ListeningLine.log($0, what: "proxy of \(names)", logger)
        }
    }
}
