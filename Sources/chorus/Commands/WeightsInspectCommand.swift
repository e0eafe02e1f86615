import ArgumentParser
import InferenceAPI
import ModelRuntime
import WeightFormat

struct WeightsInspectCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "inspect", abstract: "Shows what is in a weight file.")

    @Argument(help: "The weight file.")
    var file: String

    @Flag(help: "As JSON.")
    var json = false

    @OptionGroup var kernels: KernelOptions

    func run() throws {
        let weights = try WeightFile(path: file)
        let model = try PreparedModel(file: weights, for: kernels.value)
        let summary = try WeightSummary(weights, model.plans)
        if json {
            var bytes: [UInt8] = []
            summary.appendJSON(to: &bytes)
            print(String(decoding: bytes, as: UTF8.self))
        } else {
            print(summary.text)
        }
    }
}
