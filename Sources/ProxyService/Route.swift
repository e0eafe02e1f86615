import FanOut
import Upstreams

/// One way through the services, as requests take it.
struct Route: Sendable {
    let name: String
    let plan: Plan
    /// The upstream behind each member of the plan.
    let targets: [Int]
    /// Its services at once, under its policy: what is asked to see whether it can answer.
    let check: Check
    /// The same, whatever they answer.
    let survey: Check

    /// A plan that asks services about themselves.
    struct Check: Sendable {
        let plan: Plan
        let targets: [Int]
    }

    init(name: String, plan: Plan, services: [ProxyConfiguration.Service]) {
        self.name = name
        self.plan = plan
        let places = plan.members.map { member in services.firstIndex { $0.name == member.name } }
        targets = places.compactMap(\.self)
        let active = zip(plan.members, targets).filter { $0.0.isActive }
        check = Check(
            plan: Plan(members: active.map(\.0), policy: plan.policy, timeout: plan.timeout),
            targets: active.map(\.1))
        survey = Check(
            plan: Plan(
                members: plan.members, policy: Policy(onTimeout: .partial), timeout: plan.timeout),
            targets: targets)
    }
}
