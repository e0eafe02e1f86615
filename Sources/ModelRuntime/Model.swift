/// A pure function from rows to answers; any thread may call it.
public protocol Model: Sendable {
    var signature: Signature { get }
    /// - Precondition: `batch` was made for this model's signature.
    func predict(_ batch: Batch) -> Predictions
}

extension Model {
    /// The mean time that one of `rows` rows takes, by the shortest of a few runs, to choose where
    /// a request is computed: measure once, when a model is loaded.
    ///
    /// - Parameter row: one row, as the weight file's sample; it is repeated.
    public func measureCostPerRow<C: Clock>(
        row: [Double], rows: Int = 64, runs: Int = 5, clock: C
    ) throws(BatchError) -> Duration where C.Duration == Duration {
        let values = Array(repeating: row, count: max(rows, 1)).flatMap { $0 }
        let batch = try Batch(rows: max(rows, 1), values: values, fitting: signature)
        var shortest: Duration?
        for _ in 0..<max(runs, 1) {
            let time = clock.measure { _ = predict(batch) }
            shortest = min(shortest ?? time, time)
        }
        return (shortest ?? .zero) / max(rows, 1)
    }
}
