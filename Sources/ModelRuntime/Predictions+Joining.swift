import Tensors

extension Predictions {
    /// The answers to a batch from those to its parts, in order.
    ///
    /// - Precondition: one model answered all of them, one whose parts may be apart
    ///   (``PreparedModel/rowsPerPart``).
    public init(joining parts: [Predictions]) {
        self.init(
            rows: parts.reduce(0) { $0 + $1.rows },
            labels: Self.joined(parts) { $0.labels }.map { $0.flatMap(\.self) },
            probabilities: Self.joined(parts) { $0.probabilities }.flatMap(Numbers.init(joining:)),
            decision: Self.joined(parts) { $0.decision }.flatMap(Numbers.init(joining:)),
            value: Self.joined(parts) { $0.value }.flatMap(Numbers.init(joining:)),
            score: Self.joined(parts) { $0.score }.flatMap(Numbers.init(joining:)),
            transformed: Self.joined(parts) { $0.transformed }.flatMap(Numbers.init(joining:)))
    }

    /// An output of every part; nil where the model does not give it.
    private static func joined<Output>(
        _ parts: [Predictions], _ output: (Predictions) -> Output?
    ) -> [Output]? {
        let outputs = parts.compactMap(output)
        return outputs.isEmpty ? nil : outputs
    }
}

extension Numbers {
    /// Rows under rows; nil where the widths differ.
    fileprivate init?(joining parts: [Numbers]) {
        var narrow: [Matrix<Float>] = []
        var wide: [Matrix<Double>] = []
        for part in parts {
            switch part {
            case .float32(let matrix): narrow.append(matrix)
            case .float64(let matrix): wide.append(matrix)
            }
        }
        switch (narrow.first, wide.first) {
        case (let first?, nil): self = .float32(Matrix(joining: narrow, columns: first.columns))
        case (nil, let first?): self = .float64(Matrix(joining: wide, columns: first.columns))
        default: return nil
        }
    }
}

extension Matrix {
    fileprivate init(joining parts: [Matrix], columns: Int) {
        var values: [Scalar] = []
        values.reserveCapacity(parts.reduce(0) { $0 + $1.values.count })
        for part in parts { values.append(contentsOf: part.values) }
        self.init(rows: parts.reduce(0) { $0 + $1.rows }, columns: columns, values: values)
    }
}
