import ExampleAggregator
import FanOut
import InferenceAPI
import Testing

@Suite struct ExampleTests {
    static let classes: [Label] = [.text("x"), .text("y")]

    @Test("one model that has gone wrong moves nothing")
    func trims() throws {
        let ballots = try ballots(["[0.5,0.5]", "[0.75,0.25]", "[0.0,1.0]", "[0.25,0.75]"])

        let answer = try TrimmedMean().answer(row: 0, of: ballots)

        #expect(answer == .distribution([0.375, 0.625], classes: Self.classes))
    }

    @Test("of two the plain mean is taken")
    func two() throws {
        let answer = try TrimmedMean().answer(row: 0, of: ballots(["[0.5,0.5]", "[1.0,0.0]"]))

        #expect(answer == .distribution([0.75, 0.25], classes: Self.classes))
    }

    private func ballots(_ predictions: [String]) throws -> Ballots {
        var ballots = Ballots(rows: 1)
        for (name, prediction) in zip(Scene.names, predictions) {
            let json = Array("{\"prediction\":\(prediction)}".utf8)
            ballots.add(
                service: name, classes: Self.classes,
                answer: try MemberAnswer(json: json.span, rows: 1))
        }
        return ballots
    }
}
