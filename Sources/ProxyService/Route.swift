import FanOut
import Upstreams

/// One way through the services, as requests take it; a class, so that they share it.
final class Route: Sendable {
    let name: String
    let plan: Plan
    /// The same, for requests that ask what lies behind the label.
    let explaining: Plan
    /// The upstream behind each member of the plan.
    let targets: [Int]
    /// Its services at once, whatever they answer: what is asked to see who can be reached.
    let survey: Plan

    init(name: String, plan: Plan, services: [ProxyConfiguration.Service]) {
        self.name = name
        self.plan = plan
        explaining = plan.explaining
        targets = Self.targets(of: plan, among: services)
        survey = Plan(
            members: plan.members, policy: Policy(onTimeout: .partial), timeout: plan.timeout)
    }

    /// - Precondition: every member of the plan is one of the services, as the plan was made of them.
    static func targets(
        of plan: Plan, among services: [ProxyConfiguration.Service]
    ) -> [Int] {
        plan.members.map { member in
            guard let place = services.firstIndex(where: { $0.name == member.name }) else {
                preconditionFailure("\(member.name) is no service")
            }
            return place
        }
    }
}
