extension GoldenValidation {
    /// How many rows the columns hold, each feature's in the tensor of its type.
    func count(_ columns: [Golden.Column]) throws(WeightFault) -> Int {
        guard columns.count == metadata.features.count else {
            throw fault("has \(columns.count) columns for \(metadata.features.count) features")
        }
        var count: Int?
        for (column, feature) in zip(columns, metadata.features) {
            let rows = try self.count(column, feature)
            guard count == nil || count == rows else {
                throw fault("has \(rows) rows of '\(feature.name)', not \(count ?? 0)")
            }
            count = rows
        }
        return count ?? 0
    }

    private func count(
        _ column: Golden.Column, _ feature: Feature
    ) throws(WeightFault) -> Int {
        let place = "has for '\(feature.name)'"
        switch feature.type {
        case .number:
            guard let name = column.numbers, column.texts == nil, column.integers == nil else {
                throw fault("\(place) no numbers, or more than those")
            }
            let tensor = try tensors.tensor(name)
            guard tensor.dtype.precision != nil, tensor.shape.count == 1 else {
                throw fault("\(place) no list of F32 or F64")
            }
            return tensor.count
        case .integer:
            guard let name = column.integers, column.texts == nil, column.numbers == nil else {
                throw fault("\(place) no integers, or more than those")
            }
            let tensor = try tensors.tensor(name)
            guard tensor.dtype == .int64, tensor.shape.count == 1 else {
                throw fault("\(place) no list of I64")
            }
            return tensor.count
        case .text:
            guard let table = column.texts, column.numbers == nil, column.integers == nil else {
                throw fault("\(place) no texts, or more than those")
            }
            let rows = try tensors.texts(table).count
            guard let name = column.missing else { return rows }
            let flags = try tensors.tensor(name)
            guard flags.dtype == .uint8, flags.shape == [rows] else {
                throw fault("\(place) no U8 flag a row of what is missing")
            }
            return rows
        }
    }
}
