import ArgumentParser
import FoundationEssentials
import ModelImport
import WeightFormat

struct WeightsExportCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "export",
        abstract: "Makes a weight file of a trained model; its format is found by its content.")

    @Argument(help: "The trained model's file (ONNX, XGBoost, LightGBM or CatBoost).")
    var model: String

    @Option(
        name: [.short, .customLong("output")],
        help: "The weight file to write. [MODEL.safetensors]")
    var output: String?

    @Option(help: "The model's name. [the file's]")
    var name: String?

    @Option(help: "Labels of the classes, in order, with commas between: setosa,other.")
    var classes: String?

    @Option(help: "One row to try the model with: 5.1,3.5,1.4,red. [zeros]")
    var sample: String?

    @Option(help: "Rows to verify the model with, as CSV; with --expect.")
    var golden: String?

    @Option(help: "The training library's answers for the golden rows, as CSV.")
    var expect: String?

    func validate() throws {
        if expect != nil, golden == nil { throw ValidationError("--expect needs --golden.") }
    }

    func run() throws {
        let options = ImportOptions(
            name: name, classes: classes.map { $0.split(separator: ",").map(String.init) },
            sample: sample?.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
        )
        let date = Date.now.formatted(.iso8601)
        var document = try importModel(path: model, options: options, date: date)
        if let golden {
            let provenance = document.provenance
            let rows = try GoldenRows(rowsPath: golden, answersPath: expect, for: document)
            rows.attach(to: &document, source: "\(provenance.library) \(provenance.version)")
        }
        let path = output ?? Self.defaultOutput(model)
        try document.write(to: path)
        let written = try WeightFile(path: path)
        let checksum = written.checksum.prefix(16)
        print("\(path): \(written.name)@\(checksum), \(written.byteCount) bytes")
    }

    private static func defaultOutput(_ model: String) -> String {
        let file = model.split(separator: "/").last.map(String.init) ?? model
        let stem = file.split(separator: ".").first.map(String.init) ?? file
        return "\(stem).safetensors"
    }
}
