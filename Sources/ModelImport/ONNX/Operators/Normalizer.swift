import WeightFormat

extension Lowering {
    /// `Normalizer`: of rows a transform; of a classifier's probabilities their division by the sum.
    mutating func normalizer(_ node: Node) throws(ImportFault) {
        let text = try node.text("norm") ?? "MAX"
        let norm: NormalizerStage.Norm
        switch text {
        case "MAX": norm = .max
        case "L1": norm = .l1
        case "L2": norm = .l2
        default: throw node.fault("has the unknown norm '\(text.prefix(40))'")
        }
        if try value(of: node) == .output(.probabilities) { return try divideBySum(norm, node) }
        try takeRows(node)
        castToFloat32()
        stages.append(.normalizer(NormalizerStage(norm: norm)))
        giveRows(node)
    }

    private mutating func divideBySum(
        _ norm: NormalizerStage.Norm, _ node: Node
    ) throws(ImportFault) {
        guard norm == .l1, case .classify(var classify, let classes)? = head else {
            throw node.unsupported("divides probabilities by another norm than L1")
        }
        switch classify.link {
        case .logistic where classify.binary == nil: classify.link = .logisticNormalized
        // Their sum is one already.
        case .softmax, .softmaxDirect, .logisticNormalized, .pairwiseCoupling: break
        case .logistic, .logisticDirect, .identity, .softmaxZero, .probit, .none:
            throw node.unsupported("divides scores that are no probabilities")
        }
        head = .classify(classify, classes)
        forget(.probabilities)
        name(node, 0, .output(.probabilities))
    }
}
