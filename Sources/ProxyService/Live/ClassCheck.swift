import FanOut
import InferenceAPI
import Logging
import NIOCore
import Upstreams

/// Compares the classes of members that an aggregator needs to be equal, as soon as they can be reached,
/// and warns once of each step whose members differ: its labels will be refused.
struct ClassCheck {
    /// Between looks at members that cannot be reached: from the first, doubled each time, to the last.
    static let shortestPause = Duration.milliseconds(100)
    static let longestPause = Duration.seconds(5)
    /// The longest that a member is waited for.
    private static let timeout = Duration.seconds(1)

    let generation: Generation
    let logger: Logger

    /// Ends when all are compared, or the task is cancelled.
    func run(on loop: any EventLoop) async {
        var steps = generation.stepsOfEqualClasses
        var known: [Int: KnownClasses] = [:]
        var pause = Self.shortestPause
        while !Task.isCancelled {
            let unknown = Set(steps.flatMap(\.members)).filter { known[$0] == nil }
            let learned = await generation.upstreams.learnSignatures(
                of: unknown.sorted(), within: Self.timeout, on: loop)
            known.merge(learned) { $1 }
            steps.removeAll { step in
                if let pair = step.difference(in: known) { return warn(of: step, pair, known) }
                return step.members.allSatisfy { known[$0] != nil }
            }
            guard !steps.isEmpty else { return }
            try? await Task.sleep(for: pause)
            pause = min(pause * 2, Self.longestPause)
        }
    }

    private func warn(
        of step: Step, _ pair: (first: Int, other: Int), _ known: [Int: KnownClasses]
    ) -> Bool {
        func words(_ member: Int) -> String {
            let name = generation.configuration.services[member].name
            return "\(name) (\(known[member]?.words ?? ""))"
        }
        logger.warning(
            "members predict different classes: /predict/label is refused",
            metadata: [
                "route": "\(step.route)", "first": "\(words(pair.first))",
                "other": "\(words(pair.other))",
            ])
        return true
    }

    /// Members, by their upstreams, that need equal classes.
    struct Step {
        let route: String
        let members: [Int]

        /// The first that tells its classes, and the first of others.
        func difference(in known: [Int: KnownClasses]) -> (first: Int, other: Int)? {
            let told = members.filter { known[$0] != nil && known[$0] != .untold }
            guard let first = told.first else { return nil }
            return told.first { known[$0] != known[first] }.map { (first, $0) }
        }
    }
}

extension Generation {
    /// In the order of the routes' names.
    fileprivate var stepsOfEqualClasses: [ClassCheck.Step] {
        routesByName.values.sorted { $0.name < $1.name }.flatMap { route in
            route.plan.membersOfEqualClasses.filter { $0.count > 1 }.map { members in
                ClassCheck.Step(route: route.name, members: members.map { route.targets[$0] })
            }
        }
    }
}

extension KnownClasses {
    fileprivate var words: String {
        switch self {
        case .labels(let labels): labels.map(\.description).joined(separator: ", ")
        case .regression: "no classes"
        case .untold: "classes that it does not tell"
        }
    }
}
