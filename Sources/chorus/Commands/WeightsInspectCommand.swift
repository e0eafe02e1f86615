import ArgumentParser
import InferenceAPI
import WeightFormat

struct WeightsInspectCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "inspect", abstract: "Shows what is in a weight file.")

    @Argument(help: "The weight file.")
    var file: String

    @Flag(help: "As JSON.")
    var json = false

    func run() throws {
        let summary = try WeightSummary(WeightFile(path: file))
        if json {
            var bytes: [UInt8] = []
            summary.appendJSON(to: &bytes)
            print(String(decoding: bytes, as: UTF8.self))
        } else {
            print(summary.text)
        }
    }
}
