import ArgumentParser
import InferenceAPI

/// The program: one executable, a subcommand for each part of the system.
@main
struct Chorus: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "chorus",
        abstract: "Serves classical models, many at once, and folds their answers into one.",
        version: ServerIdentity.version,
        subcommands: [
            ClassifierCommand.self, ProxyCommand.self, UpCommand.self, HealthCommand.self,
            CheckCommand.self, WeightsCommand.self, PredictCommand.self, BenchCommand.self,
        ])

    /// 64 for a wrong command line, 1 for a file, data or configuration at fault.
    static func main() async {
        do {
            var command = try parseAsRoot()
            if var command = command as? any AsyncParsableCommand {
                try await command.run()
            } else {
                try command.run()
            }
        } catch {
            exit(withError: error)
        }
    }
}
