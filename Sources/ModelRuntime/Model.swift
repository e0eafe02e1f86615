public import WeightFormat

/// A pure function from rows to answers; any thread may call it.
public protocol Model: Sendable {
    var signature: Signature { get }
    /// - Precondition: `batch` was made for this model's signature.
    /// Throws ``PredictionError`` where the model refuses a row that fits its signature.
    func predict(_ batch: Batch) throws(PredictionError) -> Predictions
}

extension Model {
    /// The mean time that one of `rows` rows takes, by the shortest of a few runs, to choose where
    /// a request is computed: measure once, when a model is loaded.
    ///
    /// - Parameter row: one row, as the weight file's sample; it is repeated.
    public func measureCostPerRow<C: Clock>(
        row: [Cell], rows: Int = 64, runs: Int = 5, clock: C
    ) throws(ModelError) -> Duration where C.Duration == Duration {
        do {
            let rows = Array(repeating: row, count: max(rows, 1))
            let batch = try Batch(rows: rows, fitting: signature)
            var shortest: Duration?
            for _ in 0..<max(runs, 1) {
                let start = clock.now
                _ = try predict(batch)
                let time = start.duration(to: clock.now)
                shortest = min(shortest ?? time, time)
            }
            return (shortest ?? .zero) / rows.count
        } catch {
            throw .sample(reason: "\(error)")
        }
    }
}
