import InferenceAPI
import ModelRuntime
import WeightFormat

/// Which of a model's outputs are written, and under which names.
struct OutputColumns: Sendable {
    struct Output: Sendable {
        let name: String
        let signature: OutputSignature
    }

    let outputs: [Output]
    /// Each class as CSV and as JSON has it.
    let labels: [(csv: [UInt8], json: [UInt8])]

    /// - Parameters:
    ///   - asked: names of outputs; nil for the one that `/predict` answers.
    ///   - label: the label before all others.
    init(asked: [String]?, label: Bool, of signature: Signature, model: String) throws {
        var names = asked ?? Self.usual(signature)
        if label { names = [OutputName.label.rawValue] + names.filter { $0 != "label" } }
        outputs = try names.map { name in
            guard
                let output = signature.outputs.first(where: { $0.name == name || $0.alias == name })
            else {
                let there = signature.outputs.flatMap { [$0.name, $0.alias].compactMap(\.self) }
                throw Fault(
                    "\(model) has no output \(name); it has: \(there.joined(separator: ", ")).")
            }
            guard output.isByRow else {
                throw Fault("\(model) has no entry a row in its output \(name); leave it out.")
            }
            return Output(name: name, signature: output)
        }
        labels = (signature.classes ?? []).map { label in
            var (csv, json): ([UInt8], [UInt8]) = ([], [])
            label.append(csv: &csv, json: &json)
            return (csv, json)
        }
    }

    private static func usual(_ signature: Signature) -> [String] {
        let order: [OutputName] = [.probabilities, .value, .decision, .score, .transformed, .label]
        let there = order.first { name in signature.outputs.contains { $0.output == name } }
        return there.map { [$0.rawValue] } ?? signature.outputs.filter(\.isByRow).map(\.name)
    }

    /// The CSV header: an output of one column under its name, else with each column's number.
    var header: [UInt8] {
        var bytes: [UInt8] = []
        for output in outputs {
            for column in 0..<output.signature.columns {
                if !bytes.isEmpty { bytes.append(UInt8(ascii: ",")) }
                let isOne = output.signature.columns == 1
                CSVText.text(isOne ? output.name : "\(output.name)_\(column)", to: &bytes)
            }
        }
        bytes.append(0x0A)
        return bytes
    }
}

extension ClassLabel {
    fileprivate func append(csv: inout [UInt8], json: inout [UInt8]) {
        CSVText.text(description, to: &csv)
        switch self {
        case .integer(let value): JSONText.integer(value, to: &json)
        case .text(let value): JSONText.string(value, to: &json)
        case .boolean(let value): JSONText.boolean(value, to: &json)
        case .real(let value): JSONText.number(value, to: &json)
        }
    }
}
