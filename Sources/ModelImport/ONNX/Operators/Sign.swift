import WeightFormat

extension Lowering {
    /// `Sign` of a one-class machine's value is its label: -1 outlier, 1 inlier.
    mutating func sign(_ node: Node) throws(ImportFault) {
        switch (head, try value(of: node)) {
        case (.regress(RegressHead(link: .identity)), .output(.value)): break
        case (.outlier, .output(.score)): break
        default: throw node.unsupported("is not the sign of a one-class machine's score")
        }
        head = .outlier(OutlierHead(threshold: 0, inclusive: false))
        rename(.value, to: .score)
        name(node, 0, .signs)
    }
}
