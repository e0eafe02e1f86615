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
        do throws(WeightError) {
            let rows = try file.numbers(golden.rows)
            let batch = Batch(unchecked: rows, fitting: model.signature)
            try self.init(model.predict(batch), golden, file)
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
    /// A matrix of either width.
    fileprivate func numbers(_ name: String) throws(WeightError) -> Numbers {
        try tensor(name).dtype == .float32 ? .float32(matrix(name)) : .float64(matrix(name))
    }
}
