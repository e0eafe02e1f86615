import ModelRuntime

/// What predictions of one batch size cost.
struct ModelTiming: Sendable {
    let batch: Int
    /// A row, in nanoseconds, in each run, sorted.
    let runs: [Double]

    var median: Double { runs[runs.count / 2] }
}

/// Times a model's predictions of batches, which rotate, so that no run meets only rows that the
/// processor has learnt.
struct ModelTimer {
    private static let runCount = 7
    /// What one run takes at least, if one prediction does not take longer.
    private static let runTime = Duration.milliseconds(60)

    let model: PreparedModel
    let batches: [Batch]
    let threads: Int

    func measure() async throws -> ModelTiming {
        let size = batches.first?.rows ?? 1
        let single = try time(predictions: 1, from: 0)
        // The first prediction warms up; what counts is how many fit the time of a run.
        let warm = min(single, try time(predictions: 4, from: 1) / 4)
        let shares = Self.runTime / max(warm, .nanoseconds(20))
        let predictions = max(1, Int(shares))
        var runs: [Double] = []
        for index in 0..<Self.runCount {
            let time = try await run(predictions, from: index * predictions)
            let rows = Double(size) * Double(predictions) * Double(threads)
            runs.append(time.nanoseconds / rows)
        }
        return ModelTiming(batch: size, runs: runs.sorted())
    }

    /// All threads predict as many batches each; the time until the last is done.
    private func run(_ predictions: Int, from start: Int) async throws -> Duration {
        guard threads > 1 else { return try time(predictions: predictions, from: start) }
        let clock = ContinuousClock()
        let begin = clock.now
        try await withThrowingTaskGroup(of: Void.self) { group in
            for thread in 0..<threads {
                group.addTask {
                    _ = try time(predictions: predictions, from: start + thread * 97)
                }
            }
            try await group.waitForAll()
        }
        return begin.duration(to: clock.now)
    }

    private func time(predictions: Int, from start: Int) throws -> Duration {
        var workspace = Workspace()
        let clock = ContinuousClock()
        var index = start % batches.count
        let begin = clock.now
        for _ in 0..<predictions {
            try model.predict(batches[index], in: &workspace)
            index += 1
            if index == batches.count { index = 0 }
        }
        return begin.duration(to: clock.now)
    }
}

extension Duration {
    fileprivate var nanoseconds: Double {
        Double(components.seconds) * 1e9 + Double(components.attoseconds) / 1e9
    }
}
