import InferenceAPI
import Tensors
import WeightFormat

/// What `chorus weights inspect` tells about a file, as pairs in a fixed order.
struct WeightSummary {
    let entries: [(key: String, value: JSONValue)]

    init(_ file: WeightFile, _ plans: [KernelPlan]) throws {
        let stages =
            file.description.graph?.nodes.map(\.words) ?? file.description.stages.map(\.kind)
        let classes = file.classes.map { JSONValue.list($0.map(\.json)) } ?? .null
        let tensors = try file.tensorNames.map { name in
            let tensor = try file.tensor(name)
            let shape = tensor.shape.map(String.init).joined(separator: ", ")
            return JSONValue.text("\(name) \(tensor.dtype.rawValue) [\(shape)]")
        }
        entries = [
            ("name", .text(file.name)),
            ("task", .text(file.description.task.rawValue)),
            ("stages", .list(stages.map { .text($0) })),
            ("kernels", .list(plans.map { .text("\($0)") })),
            ("precision", .text(file.description.input.rawValue)),
            ("features", .list(file.features.map { .text($0.name) })),
            ("classes", classes),
            ("release", file.release.map { .text($0) } ?? .null),
            ("sample", .list(file.sample.map(\.json))),
            ("library", .text("\(file.provenance.library) \(file.provenance.version)")),
            ("source", .text(file.provenance.file)),
            ("source_sha256", .text(file.provenance.sha256)),
            ("date", .text(file.provenance.date)),
            ("golden_rows", .integer(Int64(try file.goldenRowCount()))),
            ("tensors", .list(tensors)),
            ("bytes", .integer(Int64(file.byteCount))),
            ("checksum", .text(file.checksum)),
        ]
    }

    var text: String {
        entries.map { key, value in
            let label = key.replacing("_", with: " ")
            let padding = String(repeating: " ", count: max(1, 15 - label.count))
            return label + padding + value.plain
        }.joined(separator: "\n")
    }

    func appendJSON(to bytes: inout [UInt8]) {
        JSONText.value(.object(entries.map { .init($0.key, $0.value) }), to: &bytes)
    }
}

extension JSONValue {
    fileprivate var plain: String {
        switch self {
        case .text(let text): text
        case .null: "-"
        case .list(let values): values.map(\.plain).joined(separator: ", ")
        case .integer(let value): "\(value)"
        case .real(let value): "\(value)"
        case .boolean(let value): "\(value)"
        case .object: ""
        }
    }
}

extension ClassLabel {
    fileprivate var json: JSONValue {
        switch self {
        case .integer(let value): .integer(value)
        case .text(let value): .text(value)
        case .boolean(let value): .boolean(value)
        case .real(let value): .real(value)
        }
    }
}

extension Cell {
    fileprivate var json: JSONValue {
        switch self {
        case .number(let value): .real(value)
        case .integer(let value): .integer(value)
        case .text(let value): .text(value)
        case .missing: .null
        }
    }
}

extension GraphNode {
    /// The node by its operator, or by its stages in order.
    fileprivate var words: String {
        switch self {
        case .stages(let node): node.stages.map(\.kind).joined(separator: " > ")
        case .operation(let node): node.operation.rawValue
        case .scan(let node):
            "scan (" + node.scan.nodes.map(\.words).joined(separator: ", ") + ")"
        }
    }
}

extension Stage {
    /// The stage's word in the description.
    fileprivate var kind: String {
        switch self {
        case .encode: "encode"
        case .cast: "cast"
        case .scaler: "scaler"
        case .normalizer: "normalizer"
        case .dense: "dense"
        case .linear: "linear"
        case .svm: "svm"
        case .neighbors: "neighbors"
        case .trees: "trees"
        case .oblivious: "oblivious"
        case .ctr: "ctr"
        case .classify: "classify"
        case .regress: "regress"
        case .outlier: "outlier"
        }
    }
}
