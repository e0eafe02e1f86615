import InferenceAPI
import NIOCore
import NIOPosix
import Upstreams

/// Loads a running service with the sample row of its own metadata.
struct LoadBench {
    /// Where a service tells its sample row.
    private static let metadata = "/metadata"

    let url: String
    let target: LoadTarget
    let rows: Int
    let connections: Int
    let duration: Duration
    let threads: Int

    func run() async throws -> LoadReport {
        let group = MultiThreadedEventLoopGroup(numberOfThreads: threads)
        do {
            let report = try await run(on: group)
            try await group.shutdownGracefully()
            return report
        } catch {
            try await group.shutdownGracefully()
            throw Fault("\(url): \(error).")
        }
    }

    private func run(on group: any EventLoopGroup) async throws -> LoadReport {
        let generator = try await LoadGenerator(target: target, on: group)
        let sample = try await sample(generator)
        let result = try await generator.post(
            body(repeating: sample), connections: connections, for: duration)
        guard result.answered > 0 else {
            let reasons = result.failures.sorted { $0.value > $1.value }
            throw LoadError.noAnswer(reasons.first?.key ?? "answered nothing")
        }
        return LoadReport(
            url: url, path: target.path, rows: rows, connections: connections, result: result)
    }

    private func sample(_ generator: LoadGenerator) async throws -> [FeatureValue] {
        let document = try await generator.get(Self.metadata)
        let metadata = try ModelMetadata(json: document.readableBytesUInt8Span)
        guard let row = metadata.dataSample.first else {
            throw LoadError.noAnswer("has no sample row in \(Self.metadata)")
        }
        return row
    }

    private func body(repeating row: [FeatureValue]) -> ByteBuffer {
        var bytes: [UInt8] = []
        JSONText.raw("{\"data\":", to: &bytes)
        JSONText.list(repeatElement(row, count: rows), to: &bytes) { row, bytes in
            JSONText.list(row, to: &bytes) { value, bytes in JSONText.value(value, to: &bytes) }
        }
        JSONText.raw("}", to: &bytes)
        return ByteBuffer(bytes: bytes)
    }
}
