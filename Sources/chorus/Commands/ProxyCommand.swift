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

    @Option(help: "Port of the administration alone; by default it is on the proxy's own port.")
    var adminPort: Int?

    @OptionGroup var serving: ServeOptions

    func run() async throws {
        let environment = ProcessInfo.processInfo.environment
        let settings = try serving.settings(environment, defaultPort: 9_000)
        let logger = try serving.logger(environment, label: "proxy")
        let path = config ?? environment["CHORUS_CONFIG"]
        let source = ConfigurationSource(path: path) {
            try ProxyConfiguration(
                path: path, environment: environment, registry: LocalModel.aggregators)
        }
        let configuration = try source.read()
        Self.logIdentity(environment) { logger.info("\($0)") }
        let group = serving.eventLoops()
        let proxy = try await Proxy(
            configuration: configuration, registry: LocalModel.aggregators,
            local: LocalModel.maker, source: source,
            adminToken: environment["CHORUS_ADMIN_TOKEN"].flatMap { $0.isEmpty ? nil : $0 },
            on: group)
        let names = configuration.services.map(\.name).joined(separator: ", ")
        let admin = try adminPort.map { try serving.settings(environment, port: $0) }
        try await proxy.serve(settings, admin: admin, on: group, logger: logger) {
            ListeningLine.log($0, what: "proxy of \(names)", logger)
        }
    }
}
