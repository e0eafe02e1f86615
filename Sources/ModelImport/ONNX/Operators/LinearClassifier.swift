import WeightFormat

extension Lowering {
    /// `LinearClassifier`: one row of coefficients a class, or one row for two classes.
    mutating func linearClassifier(_ node: Node) throws(ImportFault) {
        try takeRows(node)
        castToFloat32()
        let labels = try ClassLabels(node, integers: "classlabels_ints")
        let post = try PostTransform(node)
        let intercepts = try node.floats("intercepts")
        guard !intercepts.isEmpty else {
            throw node.unsupported("has no intercepts, without which ONNX Runtime gives no scores")
        }
        try linear(
            node, coefficients: try node.floats("coefficients"), intercepts: intercepts)
        head =
            intercepts.count == 1
            ? try oneScore(labels, post, node)
            : try manyScores(intercepts.count, labels, post, node)
        name(node, 0, .output(.label))
        name(node, 1, .output(.probabilities))
    }

    private func manyScores(
        _ count: Int, _ labels: ClassLabels, _ post: PostTransform, _ node: Node
    ) throws(ImportFault) -> Head {
        guard labels.labels.count == count else {
            throw node.fault("has \(labels.labels.count) labels for \(count) scores")
        }
        return .classify(ClassifyHead(link: post.classifyLink, label: .largestScore), labels.labels)
    }

    /// One score s above zero names the second label. With two labels ONNX Runtime answers both
    /// sides of the sigmoid under LOGISTIC and else `[1 - s, s]`, otherwise s alone.
    private func oneScore(
        _ labels: ClassLabels, _ post: PostTransform, _ node: Node
    ) throws(ImportFault) -> Head {
        let hasTwo = labels.labels.count == 2
        guard post != .probit || !hasTwo else {
            throw node.unsupported("applies PROBIT to one score of two classes")
        }
        if hasTwo, post == .logistic {
            let classify = ClassifyHead(
                link: .logistic, binary: .mirror, label: .threshold(0, inclusive: false))
            return .classify(classify, labels.labels)
        }
        let classify = ClassifyHead(
            link: post == .probit ? .probit : .identity, binary: hasTwo ? .complement : .single,
            label: .threshold(0, inclusive: false))
        return .classify(classify, hasTwo ? labels.labels : labels.placeholders)
    }
}
