import FanOut
import InferenceAPI
import Testing

@Suite struct StackingTests {
    /// Answers the sum of a row's features, each times its place from 1.
    private static func sums(_ features: Int) -> StackedModel {
        StackedModel(features: features) { (rows, values) throws(AggregationError) in
            (0..<rows).map { row in
                .value(
                    (0..<features).reduce(0) { $0 + Double($1 + 1) * values[row * features + $1] })
            }
        }
    }

    @Test("a row's features are all columns of all members, in graph order")
    func features() throws {
        let stacking = Stacking(Self.sums(4), services: ["a", "b", "c"])
        var ballots = Ballots(rows: 2)
        ballots.add(service: "a", classes: nil, answer: try answer("[[1],[10]]", 2))
        ballots.add(service: "b", classes: nil, answer: try answer("[[2,3],[20,30]]", 2))
        ballots.add(service: "c", classes: nil, answer: try answer("[[4],[40]]", 2))

        #expect(try stacking.answers(rows: [0, 1], of: ballots) == [.value(30), .value(300)])
        #expect(try stacking.answer(row: 1, of: ballots) == .value(300))
    }

    @Test("a member that is missing, or null in the row, has its default, or there is no answer")
    func missing() throws {
        var ballots = Ballots(rows: 2)
        ballots.add(service: "a", classes: nil, answer: try answer("[[null],[1]]", 2))
        ballots.addMissing(service: "b")
        let bold = Stacking(Self.sums(2), services: ["a", "b"], defaults: ["a": [7], "b": [5]])
        let strict = Stacking(Self.sums(2), services: ["a", "b"], defaults: ["a": [7]])

        #expect(try bold.answers(rows: [0, 1], of: ballots) == [.value(17), .value(11)])
        #expect(throws: AggregationError.missing(service: "b")) {
            try strict.answer(row: 0, of: ballots)
        }
    }

    @Test("columns that do not fit the model are told, member by member")
    func width() throws {
        var ballots = Ballots(rows: 1)
        ballots.add(service: "a", classes: nil, answer: try answer("[1,2]", 1))
        ballots.add(service: "b", classes: nil, answer: try answer("[3]", 1))
        let stacking = Stacking(Self.sums(4), services: ["a", "b"])

        let error = #expect(throws: AggregationError.self) {
            try stacking.answer(row: 0, of: ballots)
        }

        #expect(
            error?.description
                == "The model over the answers takes 4 features, but the members predict 3 values "
                + "a row: a 2, b 1.")
    }

    @Test(
        "wrong settings are refused",
        arguments: [
            (JSONValue.object([]), "weights must be the path of a weight file."),
            (object(("weights", .integer(3))), "weights must be the path of a weight file."),
            (object(("weights", .text("x")), ("defualt", .null)), "it has no setting defualt"),
            (object(("weights", .text("nope"))), "/etc/nope is not there."),
            (
                object(("weights", .text("x")), ("default", .list([]))),
                "default must be a list of numbers by service."
            ),
            (
                object(("weights", .text("x")), ("default", object(("z", .list([]))))),
                "there is no answer of z"
            ),
            (
                object(("weights", .text("x")), ("default", object(("a", .list([.null]))))),
                "a must be a list of numbers."
            ),
            (object(("weights", .text("narrow"))), "narrow takes 1 features, fewer than the 2"),
        ])
    func settings(settings: JSONValue, part: String) {
        var registry = AggregatorRegistry()
        registry.registerStacking { (path) throws(AggregatorSettingError) in
            switch path {
            case "/etc/x": return Self.sums(2)
            case "/etc/narrow": return Self.sums(1)
            default: throw .other("\(path) is not there.")
            }
        }
        let options = AggregatorOptions(
            services: ["a", "b"], settings: settings, folder: "/etc/")

        let error = #expect(throws: AggregatorSettingError.self) {
            try registry.aggregator("stacking", options)
        }

        #expect(error?.description.contains(part) == true, "\(error?.description ?? "")")
    }

    private static func object(_ members: (String, JSONValue)...) -> JSONValue {
        .object(members.map { JSONValue.Member($0, $1) })
    }

    private func answer(_ prediction: String, _ rows: Int) throws -> MemberAnswer {
        try MemberAnswer(json: Array("{\"prediction\":\(prediction)}".utf8).span, rows: rows)
    }
}
