extension StageCheck {
    func check(_ stage: SVMStage, _ flow: inout Flow) throws(WeightFault) {
        guard [stage.gamma, stage.coef0, stage.degree].allSatisfy(\.isFinite) else {
            throw fault("has a gamma, coef0 or degree that is not finite")
        }
        let type = [flow.precision.dtype]
        let vectors = try tensor(stage.supportVectors, rank: 2, flow.precision).shape[0]
        try tensor(stage.supportVectors, [vectors, flow.columns], type)
        guard let counts = stage.vectorsPerClass else {
            try tensor(stage.coefficients, [1, vectors], type)
            try tensor(stage.intercepts, [1], type)
            return try give(1, flow.precision, &flow)
        }
        let pairs = try pairs(of: counts, vectors: vectors)
        try tensor(stage.coefficients, [counts.count - 1, vectors], type)
        try tensor(stage.intercepts, [pairs], type)
        try give(pairs, flow.precision, pairwise: counts.count, &flow)
    }

    /// Pairs of classes. Throws unless the counts sum to the vectors.
    private func pairs(of counts: [Int], vectors: Int) throws(WeightFault) -> Int {
        guard (2...Limits.columns).contains(counts.count) else {
            throw fault("counts vectors of \(counts.count) classes where at least 2 must be")
        }
        var sum = 0
        for count in counts {
            guard count >= 0, count <= vectors - sum else {
                throw fault("counts more or fewer than its \(vectors) support vectors")
            }
            sum += count
        }
        guard sum == vectors else {
            throw fault("counts \(sum) vectors of classes, but has \(vectors) support vectors")
        }
        return counts.count * (counts.count - 1) / 2
    }
}
