import WeightFormat

extension Lowering {
    /// `ZipMap` names the columns of the probabilities; here they stay a plain matrix.
    mutating func zipMap(_ node: Node) throws(ImportFault) {
        let value = try value(of: node)
        guard value == .output(.probabilities) || value == .output(.decision) else {
            throw node.unsupported("does not follow a classifier's scores")
        }
        _ = try ClassLabels(node, integers: "classlabels_int64s")
        name(node, 0, value)
    }
}
