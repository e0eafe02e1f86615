import WeightFormat

/// The class labels of a classifier: integers or texts, never both.
struct ClassLabels {
    var labels: [ClassLabel]
    var areTexts: Bool

    /// Reads the text attribute and the integer attribute, whose name differs by operator.
    init(_ node: Node, integers: String) throws(ImportFault) {
        let texts = try node.texts("classlabels_strings")
        let numbers = try node.integers(integers)
        guard texts.isEmpty != numbers.isEmpty else {
            throw node.fault(
                texts.isEmpty ? "has no class labels" : "has labels of integers and of texts")
        }
        areTexts = numbers.isEmpty
        labels = texts.map(ClassLabel.text) + numbers.map { ClassLabel.integer(Int64($0)) }
        guard Set(labels).count == labels.count else {
            throw node.fault("has a class label twice")
        }
    }

    /// 0 and 1, which ONNX Runtime writes in place of integer labels in some models of trees.
    static let literals: [ClassLabel] = [.integer(0), .integer(1)]

    /// 0 and 1 of the model's own kind, which ONNX Runtime answers where no two classes are named.
    var placeholders: [ClassLabel] {
        areTexts ? [.text("0"), .text("1")] : Self.literals
    }
}
