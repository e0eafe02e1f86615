import InferenceAPI
import Testing

struct DeadlineTests {
    @Test("a deadline is now and the budget")
    func after() {
        let deadline = Deadline(after: .milliseconds(5), from: 1_000)
        #expect(deadline.nanoseconds == 5_001_000)
        #expect(deadline.remaining(at: 2_001_000) == .milliseconds(3))
        #expect(!deadline.hasPassed(at: 5_000_999) && deadline.hasPassed(at: 5_001_000))
    }

    @Test("nothing remains of a deadline that has passed")
    func passed() {
        #expect(Deadline(nanoseconds: 5).remaining(at: 9) == .zero)
        #expect(Deadline(after: .seconds(-3), from: 7).nanoseconds == 7)
    }

    @Test("arithmetic saturates")
    func saturates() {
        #expect(Deadline(after: .seconds(Int64.max), from: 7) == .never)
        #expect(Deadline(after: .nanoseconds(10), from: .max - 5) == .never)
        #expect(Deadline.never.remaining(at: 0) == .nanoseconds(Int64.max))
    }

    @Test("the earlier of two counts")
    func earlier() {
        let (early, late) = (Deadline(nanoseconds: 1), Deadline(nanoseconds: 2))
        #expect(early.earlier(of: late) == early && late.earlier(of: early) == early)
        #expect(early < late && late < .never)
    }
}
