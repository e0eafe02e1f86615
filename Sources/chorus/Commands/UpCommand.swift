import ArgumentParser
import FoundationEssentials
import Serving

struct UpCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "up",
        abstract: "Runs a whole topology on this machine: the iris demo, or a configuration's.",
        discussion: """
            Without --config it starts classifiers of setosa, versicolor and virginica on ports \
            8000, 8001 and 8002 and the proxy on port 9000. With it, every service of the \
            configuration that is a weight file becomes a classifier on 127.0.0.1, from port 8000 \
            on, and the proxy asks it there; the others are asked where they are. Each is a \
            process of its own. Ctrl-C drains and ends all.
            """)

    @Option(help: "Configuration file with services and routes. [CHORUS_CONFIG]")
    var config: String?

    @Option(help: "The folder with iris-setosa.safetensors and its siblings.")
    var weights = "Weights"

    func run() async throws {
        let environment = ProcessInfo.processInfo.environment
        let topology =
            if let path = config ?? environment["CHORUS_CONFIG"] {
                try Topology(configuration: path, environment)
            } else {
                try Topology.demo(weights: weights)
            }
        try await Supervisor(topology: topology).run()
    }
}
