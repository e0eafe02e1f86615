import FoundationEssentials
import InferenceAPI
import Tensors

/// A benchmark's figures, to read or to compute with.
struct BenchReport {
    let name: String
    let instructionSet: InstructionSet
    let plans: [KernelPlan]
    let threads: Int
    let timings: [ModelTiming]

    var text: String {
        var lines = [
            "\(name), \(instructionSet.rawValue), \(threads) thread\(threads == 1 ? "" : "s")"
        ]
        lines += plans.map { "\($0)" }
        lines.append("     batch    ns/row         from           to      rows/s")
        for timing in timings {
            let figures = [timing.median, timing.runs.first ?? 0, timing.runs.last ?? 0]
            let columns =
                [Self.padded("\(timing.batch)", 10), Self.padded(Self.digits(figures[0]), 10)]
                + figures.dropFirst().map { Self.padded(Self.digits($0), 13) }
                + [Self.padded("\(Int(1e9 / timing.median))", 12)]
            lines.append(columns.joined())
        }
        return lines.joined(separator: "\n")
    }

    /// Three significant digits or all before the point.
    private static func digits(_ value: Double) -> String {
        let places = value >= 100 ? 0 : value >= 10 ? 1 : 2
        return value.text(places: places)
    }

    private static func padded(_ text: String, _ width: Int) -> String {
        String(repeating: " ", count: max(0, width - text.count)) + text
    }

    var json: String {
        let batches = timings.map { timing in
            JSONValue.object([
                .init("batch", .integer(Int64(timing.batch))),
                .init("ns_per_row", .real(timing.median)),
                .init("runs", .list(timing.runs.map { .real($0) })),
            ])
        }
        var bytes: [UInt8] = []
        JSONText.value(
            .object([
                .init("name", .text(name)),
                .init("instruction_set", .text(instructionSet.rawValue)),
                .init("threads", .integer(Int64(threads))),
                .init("kernels", .list(plans.map { .text("\($0)") })),
                .init("batches", .list(batches)),
            ]), to: &bytes)
        return String(decoding: bytes, as: UTF8.self)
    }
}
