import ArgumentParser

struct WeightsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "weights", abstract: "Makes, shows and checks weight files.",
        subcommands: [
            WeightsExportCommand.self, WeightsInspectCommand.self, WeightsVerifyCommand.self,
        ])
}
