import InferenceAPI
import Testing

@testable import Upstreams

@Suite struct AttemptsTests {
    @Test("without retries and hedge the first end is the end")
    func plain() {
        var scene = AttemptsScene()
        #expect(scene.start() == [.send(0)])
        #expect(scene.failed(0) == [.fail])

        scene = AttemptsScene()
        scene.start()
        #expect(scene.answered(0, isGood: false) == [.finish(0)])
    }

    @Test("a call of which nothing was answered is sent to another address at once")
    func retries() {
        var scene = AttemptsScene(retries: 1)
        scene.start()

        #expect(scene.failed(0) == [.send(1)])
        #expect(scene.answered(1) == [.finish(1)])
    }

    @Test("the only address is asked again after a pause that doubles")
    func alone() {
        var scene = AttemptsScene(retries: 2)
        scene.start()

        #expect(scene.failed(0, hasOthers: false) == [.wake(AttemptsScene.instant(25))])
        #expect(scene.timer(at: 24) == [])
        #expect(scene.timer(at: 25) == [.send(1)])
        #expect(
            scene.failed(1, hasOthers: false, at: 30) == [.wake(AttemptsScene.instant(80))])
        #expect(scene.timer(at: 80) == [.send(2)])
        #expect(scene.failed(2, hasOthers: false, at: 90) == [.fail])
    }

    @Test("a call that was answered in part, or badly, is not sent again")
    func answeredInPart() {
        var scene = AttemptsScene(retries: 3)
        scene.start()
        #expect(scene.failed(0, isUnanswered: false) == [.fail])

        scene = AttemptsScene(retries: 3)
        scene.start()
        #expect(scene.answered(0, isGood: false) == [.finish(0)])
    }

    @Test("without budget nothing is sent again")
    func budget() {
        var scene = AttemptsScene(retries: 1, hedge: .milliseconds(20))
        while scene.budget.take() {}
        scene.start()

        #expect(scene.timer(at: 20) == [])
        #expect(scene.failed(0) == [.fail])
    }

    @Test("a second copy is sent when the first is silent for long, and the first answer counts")
    func hedges() {
        var scene = AttemptsScene(hedge: .milliseconds(20))
        #expect(scene.start() == [.send(0), .wake(AttemptsScene.instant(20))])
        #expect(scene.timer(at: 19) == [])
        #expect(scene.timer(at: 20) == [.send(1)])
        #expect(scene.attempts.hedge == 1)

        #expect(scene.answered(1) == [.cancel(0), .finish(1)])
        #expect(scene.answered(0) == [])
    }

    @Test("the first copy may still win")
    func firstWins() {
        var scene = AttemptsScene(hedge: .milliseconds(20))
        scene.start()
        scene.timer(at: 20)

        #expect(scene.answered(0) == [.cancel(1), .finish(0)])
    }

    @Test("there is one second copy, however long it takes")
    func oneHedge() {
        var scene = AttemptsScene(hedge: .milliseconds(20))
        scene.start()
        scene.timer(at: 20)

        #expect(scene.timer(at: 40) == [])
        #expect(scene.timer(at: 4_000) == [])
    }

    @Test("no second copy is sent to a member that is busy")
    func busy() {
        var scene = AttemptsScene(hedge: .milliseconds(20))
        scene.start()

        #expect(scene.timer(at: 20, hasRoom: false) == [])
        #expect(scene.answered(0) == [.finish(0)])
    }

    @Test("where one copy fails or is answered badly the other decides")
    func otherDecides() {
        var scene = AttemptsScene(hedge: .milliseconds(20))
        scene.start()
        scene.timer(at: 20)
        #expect(scene.answered(0, isGood: false) == [])
        #expect(scene.answered(1) == [.finish(1)])

        scene = AttemptsScene(hedge: .milliseconds(20))
        scene.start()
        scene.timer(at: 20)
        #expect(scene.failed(1) == [])
        #expect(scene.failed(0) == [.fail])

        scene = AttemptsScene(hedge: .milliseconds(20))
        scene.start()
        scene.timer(at: 20)
        #expect(scene.answered(1, isGood: false) == [])
        #expect(scene.answered(0, isGood: false) == [.finish(0)])
    }

    @Test("after its end nothing happens any more")
    func ended() {
        var scene = AttemptsScene(retries: 2, hedge: .milliseconds(20))
        scene.start()
        scene.attempts.ended()

        #expect(scene.timer(at: 20) == [])
        #expect(scene.answered(0) == [])
        #expect(scene.failed(0) == [])
    }

    @Test(
        "any order of events ends once, with no copy left under way",
        arguments: 0..<200 as Range<UInt64>)
    func anyOrder(seed: UInt64) {
        var random = SplitMix64(seed: seed)
        var scene = AttemptsScene(
            retries: Int.random(in: 0...3, using: &random),
            hedge: Bool.random(using: &random) ? .milliseconds(20) : nil)
        var play = AttemptsPlay()
        play.take(scene.start())
        var now: UInt64 = 0
        while play.ends == 0 {
            now += UInt64.random(in: 0...30, using: &random)
            let attempt = play.underWay.randomElement(using: &random)
            switch (Int.random(in: 0..<4, using: &random), attempt) {
            case (0, let attempt?):
                play.underWay.remove(attempt)
                play.take(scene.answered(attempt, isGood: Bool.random(using: &random)))
            case (1, let attempt?):
                play.underWay.remove(attempt)
                play.take(
                    scene.failed(
                        attempt, isUnanswered: Bool.random(using: &random),
                        hasOthers: Bool.random(using: &random), at: now))
            default: play.take(scene.timer(at: now))
            }
        }

        #expect(play.ends == 1)
        #expect(play.underWay.isEmpty)
        #expect(play.most <= 2)
        for late in 0..<6 {
            #expect(scene.timer(at: now + UInt64(late) * 1_000) == [])
            #expect(scene.answered(late) == [])
        }
    }
}

/// Attempts on stage: each method plays one event and returns the actions that it caused.
struct AttemptsScene {
    var attempts: Attempts
    var budget = RetryBudget()

    init(retries: Int = 0, hedge: Duration? = nil) {
        attempts = Attempts(retries: retries, hedgeAfter: hedge)
    }

    static func instant(_ milliseconds: UInt64) -> Deadline {
        Deadline(nanoseconds: milliseconds * 1_000_000)
    }

    @discardableResult
    mutating func start() -> [Attempts.Action] {
        var actions: [Attempts.Action] = []
        attempts.start(at: Self.instant(0), into: &actions)
        return actions
    }

    @discardableResult
    mutating func timer(at milliseconds: UInt64, hasRoom: Bool = true) -> [Attempts.Action] {
        var actions: [Attempts.Action] = []
        attempts.timerFired(
            at: Self.instant(milliseconds), hasRoom: hasRoom, &budget, into: &actions)
        return actions
    }

    mutating func answered(_ attempt: Int, isGood: Bool = true) -> [Attempts.Action] {
        var actions: [Attempts.Action] = []
        attempts.answered(attempt, isGood: isGood, into: &actions)
        return actions
    }

    mutating func failed(
        _ attempt: Int, isUnanswered: Bool = true, hasOthers: Bool = true,
        at milliseconds: UInt64 = 0
    ) -> [Attempts.Action] {
        var actions: [Attempts.Action] = []
        attempts.failed(
            attempt, isUnanswered: isUnanswered, hasOthers: hasOthers,
            at: Self.instant(milliseconds), &budget, into: &actions)
        return actions
    }
}

/// What a driver would have under way.
private struct AttemptsPlay {
    var underWay: Set<Int> = []
    private(set) var most = 0
    private(set) var ends = 0

    mutating func take(_ actions: [Attempts.Action]) {
        for action in actions {
            switch action {
            case .send(let attempt): underWay.insert(attempt)
            case .cancel(let attempt): underWay.remove(attempt)
            case .wake: break
            case .finish, .fail: ends += 1
            }
            most = max(most, underWay.count)
        }
    }
}
