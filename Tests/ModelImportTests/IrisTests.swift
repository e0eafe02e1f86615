import ModelImport
import Testing
import WeightFormat

@Suite struct IrisTests {
    @Test(
        "the support vector classifiers of the Python stack are imported",
        arguments: ["setosa", "versicolor", "virginica"])
    func iris(flower: String) throws {
        let document = try importModel(
            path: fixtures + "/iris_svc_0_\(flower).onnx", options: ImportOptions(), date: today)

        #expect(document.name == "iris_svc_0_\(flower)")
        #expect(document.description.task == .classification)
        #expect(document.description.input == .float32)
        #expect(document.features.map(\.name) == ["f0", "f1", "f2", "f3"])
        #expect(document.classes == [.integer(0), .integer(1)])
        #expect(document.sample == [0, 0, 0, 0])
        #expect(
            document.description.outputs == [
                "label": "output_label", "probabilities": "output_probability",
            ])
        guard case .scaler(let scaler) = document.description.stages[0],
            case .svm(let svm) = document.description.stages[1],
            case .classify(let head) = document.description.stages[2]
        else {
            Issue.record("the stages are \(document.description.stages)")
            return
        }
        #expect(scaler.operation == .multiply)
        #expect(svm.kernel == .rbf)
        #expect(head.link == .pairwiseCoupling && head.label == .votes)
    }

    @Test("the provenance says who wrote which file")
    func provenance() throws {
        let document = try importModel(
            path: fixtures + "/iris_svc_0_setosa.onnx", options: ImportOptions(), date: today)
        #expect(
            document.provenance
                == Provenance(
                    library: "skl2onnx", version: "1.7.0", file: "iris_svc_0_setosa.onnx",
                    sha256: document.provenance.sha256, date: today))
        #expect(document.provenance.sha256.count == 64)
    }

    @Test("options override name, labels and sample")
    func options() throws {
        let document = try importModel(
            path: fixtures + "/iris_svc_0_setosa.onnx",
            options: ImportOptions(
                name: "iris", classes: ["setosa", "other"], sample: ["5.1", "3.5", "1.4", "0.2"]),
            date: today)
        #expect(document.name == "iris")
        #expect(document.classes == [.text("setosa"), .text("other")])
        #expect(document.sample == [5.1, 3.5, 1.4, 0.2])
    }

    @Test(
        "options that do not fit are refused",
        arguments: [
            (ImportOptions(classes: ["a"]), "--classes names 1 labels where the model has 2"),
            (ImportOptions(classes: ["a", "a"]), "--classes names a label twice"),
            (ImportOptions(sample: ["1", "2"]), "--sample has 2 values for 4 features"),
            (
                ImportOptions(sample: ["1", "2", "3", "nan"]),
                "has 'nan', no finite number, for 'f3'"
            ),
        ])
    func wrongOptions(options: ImportOptions, words: String) {
        let error = #expect(throws: ImportError.self) {
            try importModel(
                path: fixtures + "/iris_svc_0_setosa.onnx", options: options, date: today)
        }
        #expect(error?.description.contains(words) == true)
    }
}
