extension StageCheck {
    func check(_ stage: EncodeStage, _ features: [Feature]) throws(WeightFault) {
        guard stage.columns.count == features.count else {
            throw fault("encodes \(stage.columns.count) columns of \(features.count) features")
        }
        for (column, feature) in zip(stage.columns, features) { try check(column, feature) }
    }

    private func check(_ column: ColumnEncoding, _ feature: Feature) throws(WeightFault) {
        switch feature.type {
        case .text:
            guard column.texts != nil else { throw fault("has no texts for '\(feature.name)'") }
        case .number, .integer:
            guard column.texts == nil else {
                throw fault("has texts for '\(feature.name)', which holds numbers")
            }
        }
        let tables = [column.texts == nil, column.integers == nil, column.numbers == nil]
        guard tables.filter({ !$0 }).count <= 1 else {
            throw fault("has several tables for '\(feature.name)'")
        }
        guard column.numbers == nil || feature.type == .number else {
            throw fault("has numbers for '\(feature.name)', which holds none")
        }
        for fallback in [column.unknown, column.missing] {
            if case .code(let code)? = fallback, !code.isFinite {
                throw fault("has a code that is not finite for '\(feature.name)'")
            }
        }
        let count = try categories(column, feature)
        guard let codes = column.codes else { return }
        guard let count else { throw fault("has codes without a table for '\(feature.name)'") }
        try tensor(codes, [count], [.float32, .float64])
    }

    /// How many categories a column has; nil where it has no table.
    private func categories(
        _ column: ColumnEncoding, _ feature: Feature
    ) throws(WeightFault) -> Int? {
        if let table = column.texts {
            let texts = try texts(table)
            guard Set(texts.map { Array($0.utf8) }).count == texts.count else {
                throw fault("lists a text twice for '\(feature.name)'")
            }
            return texts.count
        }
        if let name = column.numbers {
            let values = try numbers(try tensor(name, [.float64]).float64)
            try tensor(name, [values.count], [.float64])
            guard values.allSatisfy(\.isFinite), Set(values).count == values.count else {
                throw fault("lists a number twice, or none, for '\(feature.name)'")
            }
            return values.count
        }
        guard let name = column.integers else { return nil }
        let integers = try numbers(try tensor(name, [.int64]).int64)
        try tensor(name, [integers.count], [.int64])
        guard Set(integers).count == integers.count else {
            throw fault("lists an integer twice for '\(feature.name)'")
        }
        return integers.count
    }

    /// The texts of a table, checked.
    @discardableResult
    func texts(_ table: TextTable) throws(WeightFault) -> [String] {
        try tensors.texts(table)
    }
}

extension TensorTable {
    /// The texts of a table, checked.
    func texts(_ table: TextTable) throws(WeightFault) -> [String] {
        let bytes = try tensor(table.bytes)
        let offsets = try tensor(table.offsets)
        guard bytes.dtype == .uint8, bytes.shape.count == 1 else {
            throw .tensor(name: table.bytes, reason: "is no U8 list of a text table's bytes")
        }
        guard offsets.dtype == .int64, offsets.shape.count == 1, offsets.count >= 1 else {
            throw .tensor(name: table.offsets, reason: "is no I64 list of a text table's offsets")
        }
        let copies: ([UInt8], [Int64])
        do throws(WeightError) {
            copies = (try bytes.uint8(), try offsets.int64())
        } catch {
            throw error.fault
        }
        return try TextTable.texts(copies.0, copies.1, name: table.bytes)
    }
}
