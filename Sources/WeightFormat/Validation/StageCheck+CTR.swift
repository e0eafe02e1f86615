extension StageCheck {
    /// Checks the stage against the features whose columns enter it; how many columns it gives.
    func check(_ stage: CTRStage, _ features: [Feature]) throws(WeightFault) -> Int {
        let numbers = try positions(stage.numbers, below: features.count)
        let categories = try positions(stage.categories, below: features.count)
        for index in numbers where features[index].type != .number {
            throw fault("takes '\(features[index].name)' for a number")
        }
        for index in categories where features[index].type != .text {
            throw fault("takes '\(features[index].name)' for a category")
        }
        if let missing = stage.missingAbove {
            try tensor(missing, [numbers.count], [.uint8])
        }
        var columns = numbers.count
        if let indicators = stage.indicators {
            let count = try positions(indicators.categories, below: categories.count).count
            try tensor(indicators.values, [count], [.int32])
            columns += count
        }
        for table in stage.tables {
            try check(table, numbers: numbers.count, categories: categories.count)
            columns += table.columns.count
        }
        guard (1...Limits.columns).contains(columns) else {
            throw fault("gives \(columns) columns where 1 to \(Limits.columns) may be")
        }
        return columns
    }

    private func check(
        _ table: CTRStage.Table, numbers: Int, categories: Int
    ) throws(WeightFault) {
        for part in table.key {
            switch (part.category, part.number) {
            case (let category?, nil)
            where (0..<categories).contains(category) && part.above == nil: break
            case (nil, let number?)
            where (0..<numbers).contains(number) && part.above != nil && part.is == nil: break
            default: throw fault("has a key of neither a category nor a number above a border")
            }
        }
        let keys = try self.numbers(try tensor(table.keys, [.int64]).int64)
        try tensor(table.keys, [keys.count], [.int64])
        guard Set(keys).count == keys.count else { throw fault("has a key twice") }
        let counts = try tensor(table.counts, [.int32])
        guard counts.shape.count == 2, counts.shape[0] == keys.count, counts.shape[1] > 0 else {
            throw fault("needs tensor '\(table.counts)' of shape [\(keys.count), classes]")
        }
        try check(table, classes: counts.shape[1], keys: keys.count)
    }

    private func check(
        _ table: CTRStage.Table, classes: Int, keys: Int
    ) throws(WeightFault) {
        let hasClasses = table.statistic == .buckets || table.statistic == .borders
        guard hasClasses || classes == 1 else {
            throw fault("has counts of \(classes) classes for the statistic '\(table.statistic)'")
        }
        guard (table.statistic == .mean) == (table.sums != nil),
            (table.statistic == .counter) == (table.denominator != nil),
            table.denominator.map({ Int32(exactly: $0) != nil }) ?? true
        else { throw fault("has sums or a denominator that its statistic does not take") }
        if let sums = table.sums { try tensor(sums, [keys], [.float32]) }
        for column in table.columns {
            guard (0..<classes).contains(column.target), column.prior.count == 2 else {
                throw fault("has a column of class \(column.target) of \(classes)")
            }
        }
    }

    /// The numbers of an I32 list, all positions below `limit`.
    private func positions(_ name: String, below limit: Int) throws(WeightFault) -> [Int] {
        let values = try numbers(try tensor(name, [.int32]).int32)
        try tensor(name, [values.count], [.int32])
        guard values.allSatisfy({ $0 >= 0 && Int($0) < limit }) else {
            throw fault("has a position beyond \(limit) in '\(name)'")
        }
        return values.map { Int($0) }
    }
}
