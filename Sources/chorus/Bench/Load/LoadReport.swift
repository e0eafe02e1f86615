import InferenceAPI
import Upstreams

/// What a load was answered, to read or to compute with.
struct LoadReport {
    private static let shares: [(name: String, share: Double)] = [
        ("p50", 0.5), ("p90", 0.9), ("p99", 0.99), ("p99.9", 0.999), ("max", 1),
    ]

    let url: String
    let path: String
    let rows: Int
    let connections: Int
    let result: LoadResult

    var text: String {
        var lines = [
            "POST \(path), \(rows) row\(rows == 1 ? "" : "s"), \(connections) connection"
                + "\(connections == 1 ? "" : "s"), \((result.elapsed / .seconds(1)).text(places: 1)) s",
            line("requests/s", Int(result.rate.rounded()).description),
            line("rows/s", Int((result.rate * Double(rows)).rounded()).description),
        ]
        // Only of good answers; without any there is nothing to say.
        lines += (result.good > 0 ? latencies : []).map {
            line($0.name, "\($0.milliseconds.text(places: 3)) ms")
        }
        lines += result.statuses.sorted { $0.key < $1.key }.map {
            line("status \($0.key)", "\($0.value)")
        }
        lines += result.failures.sorted { $0.key < $1.key }.map {
            line("no answer", "\($0.value), \($0.key)")
        }
        return lines.joined(separator: "\n")
    }

    private func line(_ name: String, _ value: String) -> String {
        name + String(repeating: " ", count: max(1, 14 - name.count)) + value
    }

    private var latencies: [(name: String, milliseconds: Double)] {
        Self.shares.map { ($0.name, result.latencies.percentile($0.share) / .milliseconds(1)) }
    }

    var json: String {
        var bytes: [UInt8] = []
        JSONText.value(
            .object([
                .init("url", .text(url)), .init("path", .text(path)),
                .init("rows", .integer(Int64(rows))),
                .init("connections", .integer(Int64(connections))),
                .init("seconds", .real(result.elapsed / .seconds(1))),
                .init("requests_per_second", .real(result.rate)),
                .init(
                    "milliseconds",
                    .object(latencies.map { .init($0.name, .real($0.milliseconds)) })),
                .init(
                    "statuses",
                    .object(
                        result.statuses.sorted { $0.key < $1.key }.map {
                            .init("\($0.key)", .integer(Int64($0.value)))
                        })),
                .init("failed", .integer(Int64(result.failed))),
            ]), to: &bytes)
        return String(decoding: bytes, as: UTF8.self)
    }
}
