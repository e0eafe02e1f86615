import ModelRuntime
import NIOCore
import NIOPosix

extension Classifier {
    /// What event loops may be held up by; work beyond is the pool's.
    private static var longestOnLoop: Duration { .microseconds(200) }
    /// How long work goes on at most for which nobody waits any more, where it can be cut.
    private static var longestPart: Duration { .milliseconds(5) }
    /// Bytes of a body that are decoded within that time.
    private static var longestBodyOnLoop: Int { 64 << 10 }

    func isLong(_ batch: Batch, _ model: LoadedModel) -> Bool {
        model.costPerRow * batch.rows > Self.longestOnLoop
    }

    func isLong(_ body: ByteBuffer) -> Bool { body.readableBytes > Self.longestBodyOnLoop }

    /// Predicts at once, in the storage of this thread.
    func predict<Result>(
        _ batch: Batch, _ model: LoadedModel, _ encode: (Predictions) throws -> Result
    ) throws -> Result {
        return try workspace.lend(rows: batch.rows) { workspace in
            try model.predict(batch, in: &workspace)
            return try workspace.withPredictions(encode)
        }
    }

    /// This thread's.
    private var workspace: WorkspaceBox {
        if let box = workspaces.currentValue { return box }
        let box = WorkspaceBox()
        workspaces.currentValue = box
        return box
    }

    /// Predicts in the pool: a batch that is worth it in parts, by several threads at once. Parts begin
    /// where no row's answer shows it, so the answer does not depend on how many threads there are.
    /// A part for which nobody waits any more is not begun.
    func predictInPool<Result: Sendable>(
        _ batch: Batch, _ model: LoadedModel, while wanted: Wanted, on eventLoop: any EventLoop,
        _ encode: @escaping @Sendable (Predictions) throws -> Result
    ) -> EventLoopFuture<Result> {
        let ranges = parts(of: batch, model).ranges
        guard ranges.count > 1 else {
            return threads.runIfActive(eventLoop: eventLoop) { [self] in
                try wanted.check()
                return try predict(batch, model, encode)
            }
        }
        let answers = ranges.map { range in
            threads.runIfActive(eventLoop: eventLoop) {
                try wanted.check()
                return try model.predictions(of: batch.rows(range), firstRow: range.lowerBound)
            }
        }
        return EventLoopFuture.whenAllComplete(answers, on: eventLoop).flatMap {
            [threads] results in
            threads.runIfActive(eventLoop: eventLoop) {
                // Of refused rows the first part's is named, whichever was found first.
                try encode(Predictions(joining: try results.map { try $0.get() }))
            }
        }
    }

    private func parts(of batch: Batch, _ model: LoadedModel) -> BatchParts {
        let cost = max(model.costPerRow, .nanoseconds(1))
        return BatchParts(
            rows: batch.rows, group: model.rowsPerPart,
            leastRows: Int((Self.longestOnLoop / cost).rounded(.up)),
            mostRows: max(1, Int(Self.longestPart / cost)),
            threads: threads.numberOfThreads)
    }
}
