import InferenceAPI
import NIOCore
import NIOPosix

/// Scores a file: blocks are read, computed by all threads at once, and written in their order.
///
/// No more than a few blocks a thread are under way, so memory does not grow with the file.
struct Scoring: Sendable {
    let scorer: RowScorer
    let threads: Int

    init(scorer: RowScorer, threads: Int?) {
        self.scorer = scorer
        self.threads = threads ?? System.coreCount
    }

    /// What has been scored so far.
    struct Totals: Sendable {
        var rows = 0
        var rejected = 0
        var lines: Int
        var bytes = 0
    }

    private enum Event: Sendable {
        case block([UInt8]?, BlockReader)
        case scored(Int, ScoredBlock)
    }

    func run(
        _ reader: BlockReader, linesBefore: Int, to sink: ByteFile, _ report: RejectsReport,
        _ progress: Progress
    ) async throws -> Totals {
        let computing = NIOThreadPool(numberOfThreads: threads)
        let files = NIOThreadPool(numberOfThreads: 2)
        computing.start()
        files.start()
        var run = Run(
            totals: Totals(lines: linesBefore), report: report, progress: progress)
        if scorer.format == .csv { try sink.write(scorer.outputs.header) }
        try await withThrowingTaskGroup(of: Event.self) { tasks in
            tasks.addTask { try await Self.read(reader, files) }
            while let event = try await tasks.next() {
                switch event {
                case .block(let bytes?, let reader):
                    let index = run.begin()
                    tasks.addTask { [scorer] in
                        .scored(index, try await computing.runIfActive { scorer.score(bytes) })
                    }
                    run.paused = reader
                case .block(nil, _): break
                case .scored(let index, let block):
                    for block in run.inOrder(index, block) {
                        try await files.runIfActive { try sink.write(block.output) }
                        try run.count(block)
                    }
                }
                if let reader = run.paused, run.underWay < threads * 2 + 2 {
                    run.paused = nil
                    tasks.addTask { try await Self.read(reader, files) }
                }
            }
        }
        run.progress.finish()
        try await computing.shutdownGracefully()
        try await files.shutdownGracefully()
        return run.totals
    }

    private static func read(_ reader: BlockReader, _ files: NIOThreadPool) async throws -> Event {
        try await files.runIfActive {
            var reader = reader
            let block = try reader.next()
            return .block(block, reader)
        }
    }

    /// Blocks under way, and those that wait for one before them.
    private struct Run {
        var totals: Totals
        let report: RejectsReport
        var progress: Progress
        var underWay = 0
        /// The reader, while enough blocks are under way.
        var paused: BlockReader?
        private var begun = 0
        private var ended = 0
        private var waiting: [Int: ScoredBlock] = [:]

        init(totals: Totals, report: RejectsReport, progress: Progress) {
            self.totals = totals
            self.report = report
            self.progress = progress
        }

        mutating func begin() -> Int {
            defer { begun += 1 }
            underWay += 1
            return begun
        }

        /// The blocks whose turn it is.
        mutating func inOrder(_ index: Int, _ block: ScoredBlock) -> [ScoredBlock] {
            waiting[index] = block
            var blocks: [ScoredBlock] = []
            while let block = waiting.removeValue(forKey: ended) {
                blocks.append(block)
                ended += 1
                underWay -= 1
            }
            return blocks
        }

        mutating func count(_ block: ScoredBlock) throws {
            try report.add(block.rejects, linesBefore: totals.lines, rejected: totals.rejected)
            totals.rows += block.rows
            totals.rejected += block.rejects.count
            totals.lines += block.lineCount
            totals.bytes += block.byteCount
            progress.show(totals)
        }
    }
}
