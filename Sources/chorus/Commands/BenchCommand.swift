import ArgumentParser
import ModelRuntime
import WeightFormat

struct BenchCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "bench",
        abstract: "Times a model in this process: nanoseconds a row, for each batch size.",
        discussion: """
            Rows lie in memory and rotate, answers go to memory; reading and writing are not in the \
            figures. Each figure is the median of several runs, its spread beside it.
            """)

    @Argument(help: "The model's weight file.")
    var file: String

    @Option(
        help: """
            Rows: .csv, .ndjson, .jsonl, or .f32 (raw float32 numbers, row after row). [the \
            file's sample row]
            """)
    var input: String?

    @Option(help: "Batch sizes, with commas between.")
    var batch = "1,64,1024,16384"

    @Option(help: "Threads that predict side by side, each its own batches.")
    var threads = 1

    @Flag(help: "As JSON.")
    var json = false

    @OptionGroup var kernels: KernelOptions

    private var sizes: [Int?] { batch.split(separator: ",").map { Int($0) } }

    func validate() throws {
        guard !sizes.isEmpty, sizes.allSatisfy({ (1...1_048_576).contains($0 ?? 0) }) else {
            throw ValidationError(
                "--batch takes numbers from 1 to 1048576 with commas between, not \(batch).")
        }
        guard (1...1_024).contains(threads) else {
            throw ValidationError("--threads must be from 1 to 1024, not \(threads).")
        }
    }

    func run() async throws {
        let weights = try WeightFile(path: file)
        let model = try PreparedModel(file: weights, for: kernels.value)
        let rows = try BenchRows(input, weights, model.signature)
        var timings: [ModelTiming] = []
        for size in sizes.compactMap({ $0 }) {
            let batches = try rows.batches(of: size, fitting: model.signature)
            let timer = ModelTimer(model: model, batches: batches, threads: threads)
            timings.append(try await timer.measure())
        }
        let report = BenchReport(
            name: weights.name, instructionSet: kernels.value, plans: model.plans,
            threads: threads, timings: timings)
        print(json ? report.json : report.text)
    }
}
