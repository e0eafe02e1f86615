// Which layout is fastest, by the table that `Tools/bench products` prints: of a Zen 4 with AVX-512,
// whose cores OpenBLAS takes for Cooperlake's and then has kernels for small products; and of an EPYC
// without, whose cores it takes for Zen's and then has none.
extension DenseProduct {
    /// Rows from which a call of OpenBLAS, or the way through columns, pays.
    static var manyRows: Int { 8 }

    /// Rows that OpenBLAS gets at once: no more than it multiplies without copying them first, which
    /// it does up to about a million multiplications. A power of two, as every group is, so that where
    /// a large one ends small ones do, too.
    static func rowsForBLAS(multiplications: Int) -> Int {
        let most = max(manyRows, min(256, (1 << 20) / max(1, multiplications)))
        return 1 << (most.bitWidth - 1 - most.leadingZeroBitCount)
    }

    /// Multiplications a row below which sums stay in feature order, which is the definition's.
    private static var orderedMultiplications: Int { 48 }

    /// The layouts that compute in this width.
    package static var layouts: [Layout] {
        Scalar.self == Float.self
            ? [.ordered, .partialSums, .tiles, .blas] : [.ordered, .partialSums, .blas]
    }

    /// The layout of a few rows: a call of OpenBLAS costs as much as some hundred multiplications.
    package static func layoutOfFew(
        outputs: Int, features: Int, for instructionSet: InstructionSet
    ) -> Layout {
        if features <= 16, outputs * features < orderedMultiplications { return .ordered }
        if Scalar.self == Float.self, features >= 512 { return .tiles }
        guard instructionSet != .x86v3 else {
            let areTiled = Scalar.self == Float.self && (outputs >= 8 || features >= 128)
            return areTiled ? .tiles : .partialSums
        }
        return outputs * features < 384 ? .partialSums : .blas
    }

    /// The layout of many rows.
    package static func layoutOfMany(
        outputs: Int, features: Int, for instructionSet: InstructionSet
    ) -> Layout {
        if features <= 16, outputs * features < orderedMultiplications { return .ordered }
        if outputs == 1, features < 48 { return .partialSums }
        guard Scalar.self == Float.self else {
            return instructionSet == .x86v3 && outputs == 1 ? .partialSums : .blas
        }
        let areFewOutputs = outputs <= 4 || (outputs <= 10 && features >= 64)
        if instructionSet == .x86v3, areFewOutputs { return .tiles }
        return features >= 512 ? .tiles : .blas
    }
}

extension DenseProduct.Layout: CustomStringConvertible {
    package var description: String {
        switch self {
        case .ordered: "sums in feature order"
        case .partialSums: "sums in eight parts"
        case .tiles: "tiles of rows and outputs"
        case .blas: "OpenBLAS"
        }
    }
}
