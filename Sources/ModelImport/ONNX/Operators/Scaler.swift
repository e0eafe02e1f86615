import WeightFormat

extension Lowering {
    /// `Scaler`: `(x - offset) * scale`, in the width of the input; the result is float32.
    mutating func scaler(_ node: Node) throws(ImportFault) {
        try takeRows(node)
        let offset = try node.floats("offset").map(Double.init)
        let scale = try node.floats("scale").map(Double.init)
        guard offset.count == scale.count, !offset.isEmpty else {
            throw node.fault("has \(offset.count) offsets and \(scale.count) scales")
        }
        if offset.count > 1 { try confirm(columns: offset.count, node) }
        guard let columns else { throw node.unsupported("gets rows of unknown width") }
        guard columns <= Limits.columns else { throw node.unsupported("gets \(columns) columns") }
        let stage = ScalerStage(
            operation: .multiply, offset: keep(spread(offset, columns), as: "offset"),
            scale: keep(spread(scale, columns), as: "scale"))
        stages.append(.scaler(stage))
        castToFloat32()
        giveRows(node)
    }

    /// One number for all columns, or one a column.
    private func spread(_ numbers: [Double], _ columns: Int) -> [Double] {
        numbers.count == 1 ? [Double](repeating: numbers[0], count: columns) : numbers
    }
}
