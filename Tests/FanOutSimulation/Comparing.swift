import FanOut
import InferenceAPI

extension Outcome {
    /// In the reference's words; nil for one that was not asked.
    var fate: Story.Fate? {
        switch self {
        case .unasked, .pending: return nil
        case .answered: return .answered
        case .cancelled: return .cancelled
        case .failed(let failure):
            if let status = failure.rejection { return .rejected(status) }
            switch failure.code {
            case .timeout: return .timeout
            case .skipped: return .skipped
            default: return .failed
            }
        }
    }
}

extension Story {
    var verdict: Verdict {
        let hasFailures = records.values.contains { $0.fate.isFailure }
        switch result {
        case .answered: return hasFailures ? .partial : .whole
        case .nothing:
            let first = records.filter { $0.value.fate.isFailure }.keys.min()
            return first.map { .refused(site: $0) } ?? .whole
        case .failed(let blame, let status):
            return status.map { .rejected(status: $0, site: blame) } ?? .refused(site: blame)
        }
    }
}

extension Story.Answer {
    init(_ answer: RowAnswer) {
        switch answer {
        case .distribution(let numbers, _): self = .distribution(numbers)
        case .label(let label, let probability): self = .label(label.description, probability)
        case .value(let value): self = .value(value)
        case .flags: self = .value(.nan)
        }
    }

    /// A label that came early has no probability.
    fileprivate func isSame(as other: Story.Answer) -> Bool {
        switch (self, other) {
        case (.distribution(let one), .distribution(let other)):
            one.count == other.count && zip(one, other).allSatisfy { abs($0 - $1) < 1e-12 }
        case (.label(let one, let share), .label(let other, let otherShare)):
            one == other
                && (share == nil || otherShare == nil || otherShare?.isNaN == true
                    || abs((share ?? 0) - (otherShare ?? 0)) < 1e-12)
        case (.value(let one), .value(let other)): one == other || one.isNaN && other.isNaN
        default: false
        }
    }
}

extension [Story.Answer?] {
    func isSame(as others: [Story.Answer?]?) -> Bool {
        guard let others, others.count == count else { return false }
        return zip(self, others).allSatisfy { one, other in
            guard let one, let other else { return one == nil && other == nil }
            return one.isSame(as: other)
        }
    }
}
