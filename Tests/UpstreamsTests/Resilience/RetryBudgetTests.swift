import Testing

@testable import Upstreams

@Suite struct RetryBudgetTests {
    @Test("ten copies are free, then every fifth call pays for one")
    func share() {
        var budget = RetryBudget()

        let first = (0..<11).map { _ in budget.take() }
        #expect(first == Array(repeating: true, count: 10) + [false])
        var copies = 0
        for _ in 0..<1_000 {
            budget.called()
            if budget.take() { copies += 1 }
        }
        #expect((199...200).contains(copies))
    }

    @Test("no more than a hundred are saved")
    func most() {
        var budget = RetryBudget()
        for _ in 0..<100_000 { budget.called() }

        let copies = (0..<1_000).count { _ in budget.take() }
        #expect(copies == 100)
    }
}
