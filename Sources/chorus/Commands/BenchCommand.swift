import ArgumentParser
import InferenceAPI
import Upstreams

struct BenchCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "bench",
        abstract: "Times a model in this process, or loads a running service.",
        discussion: """
            With a weight file: nanoseconds a row for each batch size. Rows lie in memory and rotate, \
            answers go to memory; reading and writing are not in the figures. Each figure is the \
            median of several runs, its spread beside it.

            With a URL, http://host:port[/path] or unix:/path: rate and latency of POST /predict, or \
            of the path, with the sample row of the service's /metadata. Every connection sends its \
            next request when the last is answered.
            """)

    @Argument(help: "A model's weight file, or where a service listens.")
    var target: String

    @OptionGroup(title: "Weight file") var model: ModelBenchOptions
    @OptionGroup(title: "URL") var load: LoadBenchOptions

    @Option(help: "Threads that predict, or send, side by side.")
    var threads = 1

    @Flag(help: "As JSON.")
    var json = false

    private var isURL: Bool { LoadTarget.isURL(target) }

    func validate() throws {
        guard (1...1_024).contains(threads) else {
            throw ValidationError("--threads must be from 1 to 1024, not \(threads).")
        }
        if let strange = isURL ? model.given : load.given {
            let (what, other) = isURL ? ("URL", "weight file") : ("weight file", "URL")
            throw ValidationError("--\(strange) goes with a \(other), and \(target) is a \(what).")
        }
        if isURL { _ = try loadTarget() }
    }

    func run() async throws {
        if isURL {
            let bench = LoadBench(
                url: target, target: try loadTarget(), rows: load.rows ?? 1,
                connections: load.connections ?? 64, duration: try load.time, threads: threads)
            let report = try await bench.run()
            print(json ? report.json : report.text)
            if report.result.good == 0 { throw Fault("\(target) answered nothing with 200.") }
        } else {
            let bench = ModelBench(
                file: target, input: model.input, batches: model.sizes, threads: threads,
                instructionSet: model.kernels.value)
            let report = try await bench.run()
            print(json ? report.json : report.text)
        }
    }

    private func loadTarget() throws -> LoadTarget {
        do {
            return try LoadTarget(parsing: target)
        } catch {
            throw ValidationError("\(error)")
        }
    }
}

/// What can be said of a model's timing.
struct ModelBenchOptions: ParsableArguments {
    @Option(
        help: """
            Rows: .csv, .ndjson, .jsonl, or .f32 (raw float32 numbers, row after row). [the \
            file's sample row]
            """)
    var input: String?

    @Option(help: "Batch sizes, with commas between. [1,64,1024,16384]")
    var batch: String?

    @OptionGroup var kernels: KernelOptions

    /// The name of an option that was given.
    var given: String? {
        if input != nil { return "input" }
        if batch != nil { return "batch" }
        return kernels.instructionSet == nil ? nil : "instruction-set"
    }

    private var listed: [Int?] {
        (batch ?? "1,64,1024,16384").split(separator: ",").map { Int($0) }
    }

    /// After the check.
    var sizes: [Int] { listed.compactMap(\.self) }

    func validate() throws {
        guard !listed.isEmpty, listed.allSatisfy({ (1...1_048_576).contains($0 ?? 0) }) else {
            throw ValidationError(
                "--batch takes numbers from 1 to 1048576 with commas between, not \(batch ?? "").")
        }
    }
}

/// What can be said of a load.
struct LoadBenchOptions: ParsableArguments {
    @Option(help: "Rows of each request. [1]")
    var rows: Int?

    @Option(help: "Connections, each with one request under way. [64]")
    var connections: Int?

    @Option(help: "How long, as in 30s. [10s]")
    var duration: String?

    /// The name of an option that was given.
    var given: String? {
        if rows != nil { return "rows" }
        if connections != nil { return "connections" }
        return duration == nil ? nil : "duration"
    }

    var time: Duration {
        get throws {
            do {
                return try Budget(duration ?? "10s").duration
            } catch {
                throw ValidationError("--duration: \(error)")
            }
        }
    }

    func validate() throws {
        guard (1...65_536).contains(rows ?? 1) else {
            throw ValidationError("--rows must be from 1 to 65536, not \(rows ?? 0).")
        }
        guard (1...65_536).contains(connections ?? 1) else {
            throw ValidationError("--connections must be from 1 to 65536, not \(connections ?? 0).")
        }
        _ = try time
    }
}
