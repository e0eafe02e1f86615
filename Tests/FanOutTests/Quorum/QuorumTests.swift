@testable import FanOut
import InferenceAPI
import Testing

@Suite struct QuorumTests {
    /// One member a letter: `A` answered, `F` failed, `T` timed out, `4` rejected with 400,
    /// `2` with 422, `.` pending.
    struct Row: Sendable, CustomTestStringConvertible {
        let outcomes: String
        var quorum = 1
        let fail: Verdict?
        let partial: Verdict?

        var testDescription: String { "\(outcomes), quorum \(quorum)" }
    }

    static let rows: [Row] = [
        Row(outcomes: "AAA", fail: .whole, partial: .whole),
        Row(outcomes: "A..", fail: nil, partial: nil),
        Row(outcomes: "...", fail: nil, partial: nil),
        Row(outcomes: "AF.", fail: .refused(member: 1), partial: nil),
        Row(outcomes: ".FT", fail: .refused(member: 1), partial: nil),
        Row(outcomes: "AFT", fail: .refused(member: 1), partial: .partial),
        Row(outcomes: "FFT", fail: .refused(member: 0), partial: .refused(member: 0)),
        Row(outcomes: "AAF", quorum: 2, fail: .refused(member: 2), partial: .partial),
        Row(outcomes: "AFF", quorum: 2, fail: .refused(member: 1), partial: .refused(member: 1)),
        Row(outcomes: ".FF", quorum: 2, fail: .refused(member: 1), partial: .refused(member: 1)),
        Row(outcomes: "A.F", quorum: 2, fail: .refused(member: 2), partial: nil),
        Row(
            outcomes: "222", fail: .rejected(status: 422, member: 0),
            partial: .rejected(status: 422, member: 0)),
        Row(outcomes: "22.", quorum: 3, fail: nil, partial: nil),
        Row(outcomes: "242", fail: .refused(member: 0), partial: .refused(member: 0)),
        Row(outcomes: "24.", fail: .refused(member: 0), partial: nil),
        Row(outcomes: "24.", quorum: 2, fail: .refused(member: 0), partial: .refused(member: 0)),
        Row(outcomes: "A2.", fail: .refused(member: 1), partial: nil),
        Row(outcomes: "A2.", quorum: 3, fail: .refused(member: 1), partial: .refused(member: 1)),
        Row(outcomes: "2F.", fail: .refused(member: 0), partial: nil),
        Row(outcomes: "22F", fail: .refused(member: 0), partial: .refused(member: 0)),
    ]

    @Test("the verdict follows the table under both policies", arguments: rows)
    func table(_ row: Row) {
        let fail = Quorum(policy: Policy(onTimeout: .fail, quorum: row.quorum))
        let partial = Quorum(policy: Policy(onTimeout: .partial, quorum: row.quorum))

        #expect(fail.verdict(on: outcomes(row.outcomes)) == row.fail)
        #expect(partial.verdict(on: outcomes(row.outcomes)) == row.partial)
    }

    @Test("a quorum is at least one answer", arguments: [-1, 0, 1])
    func atLeastOne(_ quorum: Int) {
        #expect(Policy(onTimeout: .partial, quorum: quorum).quorum == 1)
    }

    private func outcomes(_ letters: String) -> Outcomes {
        var outcomes = Outcomes(members: letters.count)
        for (member, letter) in letters.enumerated() {
            switch letter {
            case "A": outcomes.record([UInt8]().span, model: nil, from: member)
            case "F": outcomes.record(.failed(.unreachable), from: member)
            case "T":
                outcomes.record(
                    .failed(Failure(code: .timeout, detail: "Too late.")), from: member)
            case "4": outcomes.record(.failed(.rejection(400)), from: member)
            case "2": outcomes.record(.failed(.rejection(422)), from: member)
            default: break
            }
        }
        return outcomes
    }
}
