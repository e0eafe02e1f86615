/// The member `scale_and_bias`: scores are the trees' sum times `scale` plus `bias`.
struct CatBoostScale {
    let scale: Double
    /// One number a score.
    let bias: [Double]

    /// Before 0.23 there was neither; until 1.0 the bias was one number.
    init(_ model: DocumentCursor, scores: Int) throws(ImportFault) {
        guard let cursor = try model.optional("scale_and_bias") else {
            scale = 1
            bias = [Double](repeating: 0, count: scores)
            return
        }
        let parts = try cursor.elements()
        guard parts.count == 2 else { throw cursor.fault("a scale and its biases") }
        scale = try parts[0].real()
        guard scale.isFinite else { throw parts[0].fault("a finite number") }
        let bias = try Self.numbers(parts[1])
        guard bias.count == scores || bias.isEmpty else {
            throw cursor.contradiction("has \(bias.count) biases for \(scores) scores")
        }
        self.bias = bias.isEmpty ? [Double](repeating: 0, count: scores) : bias
    }

    private static func numbers(_ cursor: DocumentCursor) throws(ImportFault) -> [Double] {
        switch cursor.value {
        case .integer, .real: [try cursor.real()]
        case .null, .bool, .text, .numbers, .array, .object: try cursor.doubles()
        }
    }
}
