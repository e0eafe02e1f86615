import ArgumentParser
import ModelRuntime
import WeightFormat

struct PredictCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "predict",
        abstract: "Scores a file of rows, CSV or JSON lines, on all cores in constant memory.",
        discussion: """
            A CSV header with the features' names may order the columns otherwise, and further \
            columns are passed over; without a header fields stand in the features' order. A line \
            of JSON is a list in that order or an object by the features' names. Answers stand in \
            the rows' order, in the rows' format.

            A bad row has no answer. It goes to the rejects file with its line and the reason; \
            without --rejects to standard error, and the exit code is 1.
            """)

    @Argument(help: "The model's weight file.")
    var file: String

    @Option(help: "The rows: a .csv, .ndjson or .jsonl file. [standard input]")
    var input: String?

    @Option(help: "Where the answers go. [standard output]")
    var output: String?

    @Flag(help: "Answer the label, too, before what else is answered.")
    var label = false

    @Option(
        help: """
            Outputs to answer, with commas between: label, probabilities, decision, value, score, \
            transformed, or a graph's own names. [as /predict: probabilities, else value, …]
            """)
    var outputNames: String?

    @Option(help: "Where bad rows go, as CSV: line, reason. [standard error]")
    var rejects: String?

    @Option(help: "Threads that compute. [one a core]")
    var threads: Int?

    @OptionGroup var kernels: KernelOptions

    func validate() throws {
        if let threads, !(1...1_024).contains(threads) {
            throw ValidationError("--threads must be from 1 to 1024, not \(threads).")
        }
    }

    func run() async throws {
        if let output, output == input {
            throw Fault("\(output) is the input, too; name another file by --output.")
        }
        let weights = try WeightFile(path: file)
        let model = try PreparedModel(file: weights, for: kernels.value)
        let outputs = try OutputColumns(
            asked: outputNames.map { $0.split(separator: ",").map(String.init) },
            label: label, of: model.signature, model: weights.name)
        let source = try ByteFile(reading: input)
        let head = try TableHead(source, path: input, for: model.signature)
        let scorer = RowScorer(
            model: model, layout: head.layout, format: head.format, outputs: outputs)
        let reader = BlockReader(source, path: input, format: head.format, start: head.rest)
        let sink = try ByteFile(writing: output)
        let report = try RejectsReport(path: rejects)
        let totals = try await Scoring(scorer: scorer, threads: threads).run(
            reader, linesBefore: head.lines, to: sink, report,
            Progress(size: source.size, sharesTerminal: output == nil))
        try sink.close()
        try report.finish(totals)
    }
}
