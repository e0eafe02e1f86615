import FanOut
import InferenceAPI
import Testing

@Suite struct VerdictTests {
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
        Row(outcomes: "AF.", fail: .refused(site: 1), partial: nil),
        Row(outcomes: ".FT", fail: .refused(site: 1), partial: nil),
        Row(outcomes: "AFT", fail: .refused(site: 1), partial: .partial),
        Row(outcomes: "FFT", fail: .refused(site: 0), partial: .refused(site: 0)),
        Row(outcomes: "AAF", quorum: 2, fail: .refused(site: 2), partial: .partial),
        Row(outcomes: "AFF", quorum: 2, fail: .refused(site: 1), partial: .refused(site: 1)),
        Row(outcomes: ".FF", quorum: 2, fail: .refused(site: 1), partial: .refused(site: 1)),
        Row(outcomes: "A.F", quorum: 2, fail: .refused(site: 2), partial: nil),
        Row(
            outcomes: "222", fail: .rejected(status: 422, site: 0),
            partial: .rejected(status: 422, site: 0)),
        Row(outcomes: "22.", quorum: 3, fail: nil, partial: nil),
        Row(outcomes: "242", fail: .refused(site: 0), partial: .refused(site: 0)),
        Row(outcomes: "24.", fail: .refused(site: 0), partial: nil),
        Row(outcomes: "24.", quorum: 2, fail: .refused(site: 0), partial: .refused(site: 0)),
        Row(outcomes: "A2.", fail: .refused(site: 1), partial: nil),
        Row(outcomes: "A2.", quorum: 3, fail: .refused(site: 1), partial: .refused(site: 1)),
        Row(outcomes: "2F.", fail: .refused(site: 0), partial: nil),
        Row(outcomes: "22F", fail: .refused(site: 0), partial: .refused(site: 0)),
    ]

    @Test("the verdict follows the table under both policies", arguments: rows)
    func table(_ row: Row) {
        #expect(verdict(on: row, .fail) == row.fail)
        #expect(verdict(on: row, .partial) == row.partial)
    }

    @Test("a quorum is at least one answer", arguments: [-1, 0, 1])
    func atLeastOne(_ quorum: Int) {
        #expect(Policy(onTimeout: .partial, quorum: quorum).quorum == 1)
    }

    private func verdict(on row: Row, _ onTimeout: Policy.OnTimeout) -> Verdict? {
        var scene = Scene(
            members: row.outcomes.count, policy: Policy(onTimeout: onTimeout, quorum: row.quorum))
        scene.start()
        for (member, letter) in row.outcomes.enumerated() {
            switch letter {
            case "A": scene.answer(member)
            case "F": scene.fail(member)
            case "T": scene.fail(member, Failure(code: .timeout, detail: "Too late."))
            case "4": scene.fail(member, .rejection(400))
            case "2": scene.fail(member, .rejection(422))
            default: break
            }
        }
        return scene.run.verdict
    }
}
