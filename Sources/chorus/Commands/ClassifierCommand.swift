import ArgumentParser
import ClassifierService
import FoundationEssentials
import Logging
import NIOCore
import Serving

struct ClassifierCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "classifier", abstract: "Serves models over HTTP, on port 8000 by default.")

    @Option(
        help: """
            A weight file, or a folder of them; may repeat. [WEIGHTS, or MODE=setosa for \
            Weights/iris-setosa.safetensors]
            """)
    var weights: [String] = []

    @Option(help: "The model that /predict answers; with a single file, the name it is served by.")
    var name: String?

    @Flag(
        help: """
            Replay each model's golden rows first; without the training library's answers, or on \
            a mismatch, the service does not become ready.
            """)
    var verify = false

    @OptionGroup var kernels: KernelOptions

    @OptionGroup var serving: ServeOptions

    func run() async throws {
        let environment = ProcessInfo.processInfo.environment
        let settings = try serving.settings(environment, defaultPort: 8_000)
        let logger = try serving.logger(environment, label: "classifier")
        let catalog = try ModelCatalog(
            paths: try paths(environment), name: name, verified: verify, for: kernels.value)
        Self.logIdentity(environment) { logger.info("\($0)") }
        for fault in catalog.faults { logger.error("\(fault)") }
        let group = serving.eventLoops()
        let what = "classifier of \(catalog.names.joined(separator: ", "))"
        try await Classifier(catalog: catalog).serve(settings, on: group, logger: logger) {
            ListeningLine.log($0, what: what, logger)
        }
    }

    private func paths(_ environment: [String: String]) throws -> [String] {
        if !weights.isEmpty { return weights }
        if let listed = environment["WEIGHTS"], !listed.isEmpty {
            return listed.split(separator: ",").map(String.init)
        }
        if let mode = environment["MODE"], !mode.isEmpty {
            return ["Weights/iris-\(mode).safetensors"]
        }
        throw ValidationError("Name a weight file by --weights, WEIGHTS or MODE.")
    }
}
