@testable import FanOut
import InferenceAPI
import Testing

@Suite struct RunTests {
    @Test("a run asks everybody at once, each until its own deadline")
    func asksEverybody() {
        var scene = Scene(timeouts: [nil, .milliseconds(200), .seconds(9)])

        let actions = scene.start()

        #expect(
            actions == [
                .ask(site: 0, rows: .all, input: .request, deadline: instant(1_000)),
                .ask(site: 1, rows: .all, input: .request, deadline: instant(200)),
                .ask(site: 2, rows: .all, input: .request, deadline: instant(1_000)),
                .wake(at: instant(200)),
            ])
    }

    @Test("a plan without members is whole at once")
    func nobody() {
        var scene = Scene(members: 0)

        #expect(scene.start() == [.finish(.whole)])
    }

    @Test("a run is whole when the last answer comes, whatever the order")
    func whole() {
        var scene = Scene(members: 3)
        scene.start()
        scene.answer(2)
        scene.answer(0)

        #expect(scene.answer(1) == [.finish(.whole)])
        #expect(scene.run.verdict == .whole)
    }

    @Test("answers keep their bytes and their model, and stand in route order")
    func keepsBytes() throws {
        let tag = try #require(ModelTag("svc@0123456789abcdef"))
        var scene = Scene(members: 2)
        scene.start()

        scene.answer(1, "second", model: tag)
        scene.answer(0, "first")

        let outcomes = scene.run.outcomes
        #expect(outcomes.bytes == Array("secondfirst".utf8))
        #expect(outcomes[0] == .answered(Answer(body: 6..<11, origin: nil)))
        #expect(outcomes[1] == .answered(Answer(body: 0..<6, origin: AnswerOrigin(model: tag))))
    }

    @Test("a timer that is early enough stays; when it fires the next is set")
    func wakesForOpenMembers() {
        var scene = Scene(timeouts: [.milliseconds(100), .milliseconds(300)])
        scene.start()

        #expect(scene.answer(0) == [])
        #expect(scene.timer(at: 100) == [.wake(at: instant(300))])
    }

    @Test("a timer that fires early changes nothing")
    func earlyTimer() {
        var scene = Scene(timeouts: [.milliseconds(100)])
        scene.start()

        #expect(scene.timer(at: 99) == [.wake(at: instant(100))])
        #expect(scene.run.outcomes[0] == .pending)
    }

    @Test("a member that is out of time is cancelled and missing", arguments: [100, 101, 250])
    func memberTimeout(at milliseconds: UInt64) {
        var scene = Scene(
            timeouts: [.milliseconds(100), nil], policy: Policy(onTimeout: .partial))
        scene.start()

        let actions = scene.timer(at: milliseconds)

        #expect(actions == [.cancel(site: 0), .wake(at: instant(1_000))])
        #expect(scene.run.outcomes[0].code == .timeout)
        #expect(scene.answer(1) == [.finish(.partial)])
    }

    @Test("the request's deadline ends every member's wait")
    func requestDeadline() {
        var scene = Scene(members: 2, policy: Policy(onTimeout: .partial))
        scene.start()

        let actions = scene.timer(at: 1_000)

        #expect(
            actions == [.cancel(site: 0), .cancel(site: 1), .finish(.refused(site: 0))])
        #expect(scene.run.outcomes.entries.map(\.code) == [.timeout, .timeout])
    }

    @Test("a client that leaves ends the run and all its calls")
    func clientLeft() {
        var scene = Scene(members: 3)
        scene.start()
        scene.answer(1)

        let actions = scene.leave()

        #expect(actions == [.cancel(site: 0), .cancel(site: 2), .finish(.abandoned)])
        #expect(scene.run.outcomes[0] == .cancelled)
    }

    @Test("a client that left before the start has nobody asked")
    func clientLeftBefore() {
        var scene = Scene(members: 2)

        #expect(scene.leave() == [.finish(.abandoned)])
        #expect(scene.start().isEmpty)
        #expect(scene.run.verdict == .abandoned)
    }

    @Test("only a member's first word counts")
    func secondWord() {
        var scene = Scene(members: 2, policy: Policy(onTimeout: .partial))
        scene.start()
        scene.answer(0, "kept")

        #expect(scene.fail(0).isEmpty)
        #expect(scene.answer(0, "late").isEmpty)
        #expect(scene.run.outcomes.bytes == Array("kept".utf8))
    }

    @Test("an event after the end does nothing", arguments: 0..<4)
    func lateEvents(_ event: Int) {
        var scene = Scene(members: 2)
        scene.start()
        scene.fail(0)
        let ended = scene.run.outcomes

        let actions =
            switch event {
            case 0: scene.answer(1)
            case 1: scene.fail(1)
            case 2: scene.timer(at: 5_000)
            default: scene.leave()
            }

        #expect(actions.isEmpty)
        #expect(scene.run.outcomes == ended)
        #expect(scene.run.verdict == .refused(site: 0))
    }
}
