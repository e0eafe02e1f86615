import WeightFormat

extension Lowering {
    /// `Cast`: rows between widths; on outputs it only says again what they are.
    mutating func cast(_ node: Node) throws(ImportFault) {
        guard let number = try node.integer("to") else { throw node.fault("does not say to what") }
        guard let type = ElementType(rawValue: number) else {
            throw node.fault("casts to the unknown type \(number)")
        }
        let value = try value(of: node)
        switch (value, type) {
        case (.rows, .float): try castRows(node, to: .float32)
        case (.rows, .double): try castRows(node, to: .float64)
        case (.output(.label), .int64), (.output(.label), .int32), (.signs, _),
            (.output(.label), .string):
            try checkLabels(node, areTexts: type == .string)
            name(node, 0, value)
        case (.output(let output), .float) where output != .label,
            (.output(let output), .double) where output != .label:
            name(node, 0, value)
        default: throw node.unsupported("casts to \(type)")
        }
    }

    private mutating func castRows(_ node: Node, to width: Precision) throws(ImportFault) {
        try takeRows(node)
        if precision != width {
            stages.append(.cast(CastStage(to: width)))
            precision = width
        }
        giveRows(node)
    }

    /// Labels stay integers or stay texts.
    private func checkLabels(_ node: Node, areTexts: Bool) throws(ImportFault) {
        for label in head?.classes ?? [] {
            if case .text = label, areTexts { continue }
            if case .integer = label, !areTexts { continue }
            throw node.unsupported("turns labels from texts to numbers or back")
        }
    }
}
