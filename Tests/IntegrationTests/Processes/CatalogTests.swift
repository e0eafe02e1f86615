import FoundationEssentials
import InferenceAPI
import Subprocess
import Testing

extension Integration {
    /// Several models in one process, and models that are verified when it starts.
    @Suite struct CatalogTests {
        static let ready = HTTPCall.get("/v2/health/ready")

        @Test func `a folder's models are all served, and the named one answers predict`()
            async throws
        {
            let arguments = [
                "classifier", "--weights", "\(Scene.root)/Weights", "--name", "iris-virginica",
            ]
            try await ChorusProcess.serving(arguments) { process in
                let main = try await ask(process.port, .get("/predict/test"))
                #expect(main.headers["x-chorus-model"] == Numbers.tags["virginica"])
                for flower in Scene.flowers {
                    let reply = try await ask(
                        process.port, .get("/v2/models/iris-\(flower)/ready"))
                    #expect(reply.headers["x-chorus-model"] == Numbers.tags[flower])
                }
            }
        }

        @Test func `without a name several models answer predict with their names`() async throws {
            let files = ["setosa", "virginica"].map { Scene.weights($0) }
            try await Scene.classifier(of: files) { port in
                for call in [HTTPCall.post("/predict", Numbers.bookRow), .get("/metadata")] {
                    let reply = try await ask(port, call)
                    #expect(reply.status == 404)
                    #expect(try reply.problem().detail.contains("iris-setosa, iris-virginica"))
                }
            }
        }

        @Test func `verified models are ready`() async throws {
            try await Scene.classifier(of: ["\(Scene.root)/Weights"], verified: true) { port in
                let status = try await ask(port, Self.ready).status
                #expect(status == 200)
            }
        }

        @Test(arguments: [
            ([String](), "holds no answers of the training library"),
            (["0.5,0.5", "0.5,0.5"], "probabilities differ by at most"),
        ])
        func `a model that is not verified is not ready, and says why`(
            answers: [String], reason: String
        ) async throws {
            let folder = FileManager.default.temporaryDirectory.appending(path: "chorus-\(UUID())")
            try FileManager.default.createDirectory(
                at: folder, withIntermediateDirectories: false)
            defer { try? FileManager.default.removeItem(at: folder) }
            let file = try await Self.export(answers, into: folder.path)
            try await ChorusProcess.serving(
                ["classifier", "--verify", "--weights", file, "--weights", Scene.weights("setosa")]
            ) { process in
                for call in [
                    HTTPCall.get("/readyz"), .get("/v2/health/ready"),
                    .get("/v2/models/wrong/ready"),
                ] {
                    let reply = try await ask(process.port, call)
                    #expect(reply.status == 503)
                    #expect(reply.body.contains("wrong is not verified: "), "\(reply.body)")
                    #expect(reply.body.contains(reason), "\(reply.body)")
                }
                let good = try await ask(process.port, .get("/v2/models/iris-setosa/ready"))
                #expect(good.status == 200)
                let alive = try await ask(process.port, .get("/livez"))
                #expect(alive.status == 200)
            }
        }

        /// A weight file of an ONNX model with golden rows and these answers.
        private static func export(_ answers: [String], into folder: String) async throws -> String
        {
            let rows = "\(folder)/rows.csv"
            let expect = "\(folder)/answers.csv"
            let output = "\(folder)/wrong.safetensors"
            try "5.1,3.5,1.4,0.2\n6.3,3.3,6.0,2.5\n".write(
                toFile: rows, atomically: true, encoding: .utf8)
            let lines = ["probabilities_0,probabilities_1"] + answers
            try lines.joined(separator: "\n").write(
                toFile: expect, atomically: true, encoding: .utf8)
            let model = "\(Scene.root)/Tests/ModelImportTests/Fixtures/iris_svc_0_setosa.onnx"
            let golden = answers.isEmpty ? [] : ["--golden", rows, "--expect", expect]
            let (status, _, error) = try await ChorusProcess.run(
                ["weights", "export", model, "-o", output] + golden)
            guard status == .exited(0) else { throw Unexpected(error) }
            return output
        }
    }
}
