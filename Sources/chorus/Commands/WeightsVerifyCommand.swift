import ArgumentParser
import ModelRuntime
import WeightFormat

struct WeightsVerifyCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify",
        abstract: "Replays a file's golden rows; exit code 1 past the tolerance.")

    @Argument(help: "The weight file.")
    var file: String

    @Option(help: "Take the golden rows from this weight file instead.")
    var golden: String?

    func run() throws {
        let weights = try WeightFile(path: file)
        let answers = try golden.map { try WeightFile(path: $0) } ?? weights
        guard answers.features.count == weights.features.count else {
            throw Fault(
                "\(golden ?? file) has golden rows of \(answers.features.count) features, "
                    + "but \(file) takes \(weights.features.count).")
        }
        let verification = try Verification(of: PreparedModel(file: weights), against: answers)
        guard verification.verdict == .passed else { throw Fault("\(file): \(verification)") }
        print("\(file): \(verification)")
    }
}
