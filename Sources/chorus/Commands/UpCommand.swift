import ArgumentParser
import Serving

struct UpCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "up",
        abstract: "Runs the iris demo on this machine: three classifiers and their proxy.",
        discussion: """
            Starts classifiers of setosa, versicolor and virginica on ports 8000, 8001 and 8002 \
            and the proxy on port 9000, each a process of its own. Ctrl-C drains and ends all.
            """)

    @Option(help: "The folder with iris-setosa.safetensors and its siblings.")
    var weights = "Weights"

    func run() async throws {
        let demo = try Topology.demo(weights: weights)
        try await Supervisor(topology: demo).run()
    }
}
