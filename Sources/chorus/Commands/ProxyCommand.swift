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
            A configuration file names services and the routes through them; the environment adds \
            services, or names them all: SERVICE_<NAME>=host:port, several addresses with commas \
            between. TIMEOUT and TIMEOUT_<NAME> (200ms, 5s) limit the wait, \
            ON_TIMEOUT=fail|partial says what a missing answer does, AGGREGATE names the \
            aggregator of /predict/label (argmax, mean, majority, …), PIPELINE_DEPTH how many requests \
            share a connection to a fast classifier.
            """)

    @Option(help: "Configuration file with services and routes. [CHORUS_CONFIG]")
    var config: String?

    @OptionGroup var serving: ServeOptions

    func run() async throws {
        let environment = ProcessInfo.processInfo.environment
        let settings = try serving.settings(environment, defaultPort: 9_000)
        let logger = try serving.logger(environment, label: "proxy")
        let configuration = try ProxyConfiguration(
            path: config ?? environment["CHORUS_CONFIG"], environment: environment)
        Self.logIdentity(environment) { logger.info("\($0)") }
        let group = serving.eventLoops()
        let proxy = try await Proxy(
            configuration: configuration, local: LocalModel.maker, on: group)
        let names = configuration.services.map(\.name).joined(separator: ", ")
        try await proxy.serve(settings, on: group, logger: logger) {
            ListeningLine.log($0, what: "proxy of \(names)", logger)
        }
    }
}
