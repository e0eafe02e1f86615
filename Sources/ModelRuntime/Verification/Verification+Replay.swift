import Tensors
public import WeightFormat

extension Verification {
    /// Replays the file's golden rows through `model`.
    ///
    /// The rows enter as the file has them, missing values and infinities too.
    public init(of model: some Model, against file: WeightFile) throws(ModelError) {
        guard let golden = file.golden else {
            self.init(rows: 0, mismatchedLabels: nil, differences: [])
            return
        }
        let batch: Batch
        do throws(WeightError) {
            batch = try file.goldenBatch(golden, fitting: model.signature)
        } catch {
            throw .weights(error)
        }
        let predictions: Predictions
        do throws(PredictionError) {
            predictions = try model.predict(batch)
        } catch {
            throw .refused(error)
        }
        do throws(WeightError) {
            try self.init(predictions, golden, file)
        } catch {
            throw .weights(error)
        }
    }

    private init(
        _ predictions: Predictions, _ golden: Golden, _ file: WeightFile
    ) throws(WeightError) {
        var mismatched: Int?
        var differences: [OutputDifference] = []
        for output in OutputName.allCases {
            guard let name = golden.expect[output.rawValue] else { continue }
            if output == .label {
                let expected = try file.tensor(name).int64()
                mismatched = Self.mismatches(predictions.labels ?? [], expected)
            } else {
                differences.append(
                    OutputDifference(
                        output, found: predictions.numbers(output)?.doubles ?? [],
                        expected: try file.doubles(name), tolerance: golden.tolerance))
            }
        }
        self.init(
            rows: predictions.rows, mismatchedLabels: mismatched, differences: differences)
    }

    private static func mismatches(_ found: [Int32], _ expected: [Int64]) -> Int {
        zip(found, expected).count { Int64($0) != $1 } + abs(found.count - expected.count)
    }
}

extension WeightFile {
    /// The golden rows as a batch, missing values and infinities too.
    fileprivate func goldenBatch(
        _ golden: Golden, fitting signature: Signature
    ) throws(WeightError) -> Batch {
        switch golden.rows {
        case .matrix(let name):
            return Batch(unchecked: try numbers(name), fitting: signature)
        case .columns(let stored):
            var columns: [Column] = []
            for column in stored { columns.append(try self.column(column)) }
            let rows = columns.first?.count ?? 0
            guard signature.takesColumns else {
                let lists = columns.map { (column) -> [Double] in
                    if case .numbers(let list) = column { list } else { [] }
                }
                let values = (0..<rows).flatMap { row in lists.map { $0[row] } }
                let matrix = Matrix(rows: rows, columns: columns.count, values: values)
                return Batch(unchecked: .float64(matrix), fitting: signature)
            }
            return Batch(rows: rows, unchecked: columns, fitting: signature)
        }
    }

    private func column(_ column: Golden.Column) throws(WeightError) -> Column {
        if let name = column.numbers { return .numbers(try doubles(name)) }
        if let name = column.integers { return .integers(try tensor(name).int64()) }
        guard let table = column.texts else { return .texts([]) }
        var texts = try self.texts(table).map(Optional.some)
        if let name = column.missing {
            for (row, flag) in try tensor(name).uint8().enumerated() where flag != 0 {
                texts[row] = nil
            }
        }
        return .texts(texts)
    }

    /// A matrix of either width.
    private func numbers(_ name: String) throws(WeightError) -> Numbers {
        try tensor(name).dtype == .float32 ? .float32(matrix(name)) : .float64(matrix(name))
    }
}
