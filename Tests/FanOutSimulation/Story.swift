import FanOut

/// What a step came to, and what became of the members below it.
struct Story {
    /// What became of the member at a site.
    enum Fate: Equatable {
        case answered, timeout, failed, skipped, cancelled
        case rejected(Int)

        var isFailure: Bool {
            switch self {
            case .answered, .cancelled: false
            case .timeout, .failed, .skipped, .rejected: true
            }
        }
    }

    struct Record: Equatable {
        var asked: UInt64
        var ended: UInt64
        var fate: Fate
        var rows: [Int]
        var input: Step.Input
    }

    enum Result: Equatable {
        case answered, nothing
        /// The site that decides, and the status with which all reject.
        case failed(blame: Int, rejection: Int?)
    }

    /// The answer for one row.
    enum Answer: Equatable {
        case distribution([Double])
        case label(String, Double?)
        case value(Double)
    }

    var end: UInt64
    var result: Result
    var records: [Int: Record] = [:]
    /// The site that decides the first of its steps that has failed.
    var firstBlame: Int?
    /// By row of the request.
    var answers: [Answer?]

    /// The story as far as it was told when its reader left at an instant.
    ///
    /// - Parameter isBefore: whether what begins in that very instant has still begun.
    func cut(at instant: UInt64, isBefore: Bool) -> [Int: Record] {
        records.compactMapValues { record in
            guard record.asked < instant || isBefore && record.asked == instant else { return nil }
            guard record.ended > instant else { return record }
            var record = record
            (record.ended, record.fate) = (instant, .cancelled)
            return record
        }
    }
}

extension [Story.Answer?] {
    /// What stands in the first column for a row, as an aggregator around it sees it.
    func firstColumn(_ row: Int) -> Double? {
        guard let answer = self[row] else { return nil }
        let areAlike = allSatisfy { answer in
            guard let answer else { return true }
            if case .distribution = answer { return true }
            return false
        }
        switch answer {
        case .distribution(let numbers): return areAlike ? numbers[0] : numbers.max()
        case .label(_, let probability): return probability
        case .value(let value): return value
        }
    }
}
