extension Lowering {
    /// `Identity`: another name for the same value.
    mutating func identity(_ node: Node) throws(ImportFault) {
        name(node, 0, try value(of: node))
    }
}
