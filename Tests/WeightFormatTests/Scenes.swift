import WeightFormat

/// A small two-class model that is right in every way; tests break one thing of it.
func linearDocument() -> WeightDocument {
    WeightDocument(
        name: "iris", release: "2026-01",
        description: ModelDescription(
            task: .classification, input: .float64,
            stages: [
                .scaler(ScalerStage(operation: .divide, offset: "offset", scale: "scale")),
                .linear(LinearStage(coefficients: "coefficients", intercepts: "intercepts")),
                .classify(
                    ClassifyHead(
                        link: .logistic, binary: .complement,
                        label: .threshold(0, inclusive: false), decision: .scores)),
            ],
            outputs: ["label": "output_label"]),
        features: [Feature(name: "length"), Feature(name: "width")],
        classes: [.text("other"), .text("größe \"q\"\n")], sample: [5.1, 3.5],
        provenance: provenance,
        tensors: [
            "offset": .float64([1, 2]), "scale": .float64([3, 4]),
            "coefficients": .float64([0.5, -0.25], shape: [1, 2]), "intercepts": .float64([0.125]),
        ])
}

let provenance = Provenance(
    library: "scikit-learn", version: "1.9.1", file: "iris.py",
    sha256: String(repeating: "0", count: 64), date: "2026-11-23T00:00:00Z")

/// Two trees of three nodes, of two features, for a regression.
func treesDocument(
    roots: [Int32] = [0, 3], features: [Int32] = [0, -1, -1, 1, -1, -1],
    left: [Int32] = [1, 0, 1, 4, 2, 3], right: [Int32] = [2, 0, 0, 5, 0, 0],
    leaves: Int = 4, change: (inout TreesStage, inout [String: TensorData]) -> Void = { _, _ in }
) -> WeightDocument {
    var tensors: [String: TensorData] = [
        "roots": .int32(roots), "features": .int32(features), "left": .int32(left),
        "right": .int32(right),
        "thresholds": .float32([Float](repeating: 0.5, count: features.count)),
        "values": .float32([Float](repeating: 1, count: leaves), shape: [leaves, 1]),
    ]
    var stage = TreesStage(
        roots: "roots", features: "features", thresholds: "thresholds", left: "left",
        right: "right", comparison: .lessOrEqual, values: "values", outputs: 1, aggregate: .sum,
        accumulator: .float32, result: .float32)
    change(&stage, &tensors)
    return WeightDocument(
        name: "trees",
        description: ModelDescription(
            task: .regression, input: .float32,
            stages: [.trees(stage), .regress(RegressHead(link: .identity))]),
        features: Feature.unnamed(2), sample: [0, 0], provenance: provenance, tensors: tensors)
}

/// A support vector machine of `counts.count` classes over two features.
func svmDocument(
    counts: [Int]? = [2, 1], classes: Int = 2, coefficients: [Int] = [1, 3], scores: Int = 1,
    vectors: Int = 3, head: ClassifyHead = ClassifyHead(link: .none, label: .votes)
) -> WeightDocument {
    func numbers(_ shape: [Int]) -> TensorData {
        .float64([Double](repeating: 0.5, count: shape.reduce(1, *)), shape: shape)
    }
    let stage = SVMStage(
        kernel: .rbf, gamma: 0.5, coef0: 0, degree: 3, supportVectors: "vectors",
        coefficients: "coefficients", intercepts: "intercepts", vectorsPerClass: counts)
    return WeightDocument(
        name: "svm",
        description: ModelDescription(
            task: .classification, input: .float64, stages: [.svm(stage), .classify(head)]),
        features: Feature.unnamed(2), classes: (0..<classes).map { .integer(Int64($0)) },
        sample: [0, 0], provenance: provenance,
        tensors: [
            "vectors": numbers([vectors, 2]), "coefficients": numbers(coefficients),
            "intercepts": numbers([scores]), "a": numbers([scores]), "b": numbers([scores]),
        ])
}
