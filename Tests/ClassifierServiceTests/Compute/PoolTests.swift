import FoundationEssentials
import HTTPTypes
import InferenceAPI
import ModelRuntime
import NIOCore
import NIOPosix
import Serving
import Testing
import WeightFormat

@testable import ClassifierService

@Suite struct PoolTests {
    @Test("a long batch is answered with the same bits however many threads compute it")
    func threads() async throws {
        let rows = 40_000
        let values = (0..<rows * 4).map { Double($0 % 97) * 0.08 }
        var answers: [Predictions] = []
        for threads in 1...3 {
            let pool = NIOThreadPool(numberOfThreads: threads)
            pool.start()
            let classifier = Classifier(
                catalog: try ModelCatalog(paths: [weights]), threads: pool)
            let model = try classifier.mainModel()
            let batch = try Batch(rows: rows, values: values, fitting: model.signature)
            let wanted = Wanted(until: nil, classifier.abandoned)
            answers.append(
                try await classifier.predictInPool(batch, model, while: wanted, on: loop) { $0 }
                    .get())
            try await pool.shutdownGracefully()
        }
        #expect(answers[0].rows == rows && answers[0].probabilities?.rows == rows)
        #expect(answers[1] == answers[0] && answers[2] == answers[0])
    }

    @Test("work is not begun for a client that has left, nor behind a deadline")
    func unwanted() async throws {
        let pool = NIOThreadPool(numberOfThreads: 1)
        pool.start()
        let classifier = Classifier(catalog: try ModelCatalog(paths: [weights]), threads: pool)
        let model = try classifier.mainModel()
        let batch = try Batch(
            rows: 2, values: Array(repeating: 0.5, count: 8), fitting: model.signature)
        let left = Wanted(until: nil, classifier.abandoned)
        left.leave()
        let late = Wanted(until: Deadline(nanoseconds: 1), classifier.abandoned)
        for (wanted, status) in [(left, 499), (late, 504)] {
            let future = classifier.predictInPool(batch, model, while: wanted, on: loop) { $0 }
            let error = await #expect(throws: ProblemResponse.self) { try await future.get() }
            #expect(error?.status.code == status)
        }
        try await pool.shutdownGracefully()
    }

    @Test("a row that is refused in a later part is named by its place in the request")
    func refusedRow() async throws {
        try await refusing { path in
            let pool = NIOThreadPool(numberOfThreads: 4)
            pool.start()
            let classifier = Classifier(catalog: try ModelCatalog(paths: [path]), threads: pool)
            let model = try classifier.mainModel()
            // Longer than any machine takes for what is worth a thread.
            var rows = [[Cell]](repeating: ["red"], count: 65_000)
            rows[64_000] = ["teal"]
            let batch = try Batch(rows: rows, fitting: model.signature)
            let wanted = Wanted(until: nil, classifier.abandoned)
            let future = classifier.predictInPool(batch, model, while: wanted, on: loop) { $0 }
            let error = await #expect(throws: ProblemResponse.self) { try await future.get() }
            #expect(
                error?.detail
                    == "Row 64000 has the unknown category 'teal' in 'colour'.")
            try await pool.shutdownGracefully()
        }
    }

    private var loop: any EventLoop { MultiThreadedEventLoopGroup.singleton.any() }

    /// This file lies four levels below the project's folder.
    private var weights: String {
        #filePath.split(separator: "/").dropLast(4).reduce("") { "\($0)/\($1)" }
            + "/Weights/iris-setosa.safetensors"
    }

    /// The file of a model that knows one colour.
    private func refusing(_ body: (_ path: String) async throws -> Void) async throws {
        var tensors: [String: TensorData] = [:]
        let table = tensors.keep(["red"], as: "colours")
        let document = WeightDocument(
            name: "colours",
            description: ModelDescription(
                task: .transform, input: .float64,
                stages: [.encode(EncodeStage(columns: [ColumnEncoding(texts: table)]))]),
            features: [Feature(name: "colour", type: .text)], sample: ["red"],
            provenance: Provenance(
                library: "tests", version: "1", file: "colours",
                sha256: String(repeating: "0", count: 64), date: "2026-01-01T00:00:00Z"),
            tensors: tensors)
        let folder = FileManager.default.temporaryDirectory
        let path = "\(folder.path)/chorus-\(UInt64.random(in: 0 ... .max)).safetensors"
        try document.write(to: path)
        defer { try? FileManager.default.removeItem(atPath: path) }
        try await body(path)
    }
}
