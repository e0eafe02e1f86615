import ModelRuntime
import Tensors
import WeightFormat

/// Times a prepared model in this process.
struct ModelBench {
    let file: String
    let input: String?
    let batches: [Int]
    let threads: Int
    let instructionSet: InstructionSet

    func run() async throws -> BenchReport {
        let weights = try WeightFile(path: file)
        let model = try PreparedModel(file: weights, for: instructionSet)
        let rows = try BenchRows(input, weights, model.signature)
        var timings: [ModelTiming] = []
        for size in batches {
            let batches = try rows.batches(of: size, fitting: model.signature)
            let timer = ModelTimer(model: model, batches: batches, threads: threads)
            timings.append(try await timer.measure())
        }
        return BenchReport(
            name: weights.name, instructionSet: instructionSet, plans: model.plans,
            threads: threads, timings: timings)
    }
}
