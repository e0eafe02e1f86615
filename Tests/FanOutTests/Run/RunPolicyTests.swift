import FanOut
import InferenceAPI
import Testing

@Suite struct RunPolicyTests {
    @Test("under fail the first missing answer ends the run and cancels the rest")
    func failsAtOnce() {
        var scene = Scene(members: 3)
        scene.start()

        let actions = scene.fail(1)

        #expect(
            actions == [.cancel(site: 0), .cancel(site: 2), .finish(.refused(site: 1))])
    }

    @Test("under partial a missing answer is awaited around")
    func partial() {
        var scene = Scene(members: 3, policy: Policy(onTimeout: .partial))
        scene.start()

        #expect(scene.fail(1) == [])
        #expect(scene.answer(0) == [])
        #expect(scene.answer(2) == [.finish(.partial)])
    }

    @Test("a quorum out of reach ends the run before all have spoken")
    func quorumOutOfReach() {
        var scene = Scene(members: 4, policy: Policy(onTimeout: .partial, quorum: 3))
        scene.start()
        scene.answer(3)
        scene.fail(2)

        #expect(scene.fail(1) == [.cancel(site: 0), .finish(.refused(site: 1))])
    }

    @Test("the same rejection from all is the answer", arguments: Policy.OnTimeout.allCases)
    func allReject(_ onTimeout: Policy.OnTimeout) {
        var scene = Scene(members: 3, policy: Policy(onTimeout: onTimeout))
        scene.start()

        #expect(scene.fail(2, .rejection(422)) == [])
        #expect(scene.fail(0, .rejection(422)) == [])
        #expect(
            scene.fail(1, .rejection(422)) == [.finish(.rejected(status: 422, site: 0))])
    }

    @Test("different rejections are no common reason, and end the run at once under fail")
    func differentRejections() {
        var scene = Scene(members: 3)
        scene.start()
        scene.fail(1, .rejection(422))

        #expect(
            scene.fail(2, .rejection(400)) == [.cancel(site: 0), .finish(.refused(site: 1))])
    }

    @Test("a rejection beside an answer ends the run at once under fail", arguments: [true, false])
    func rejectionBesideAnswer(answerFirst: Bool) {
        var scene = Scene(members: 3)
        scene.start()

        let actions: [Action]
        if answerFirst {
            scene.answer(0)
            actions = scene.fail(1, .rejection(422))
        } else {
            scene.fail(1, .rejection(422))
            actions = scene.answer(0)
        }

        #expect(actions == [.cancel(site: 2), .finish(.refused(site: 1))])
    }

    @Test("a rejection beside an answer is a missing answer under partial")
    func partialRejection() {
        var scene = Scene(members: 2, policy: Policy(onTimeout: .partial))
        scene.start()
        scene.fail(0, .rejection(422))

        #expect(scene.answer(1) == [.finish(.partial)])
    }
}
