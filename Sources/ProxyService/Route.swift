import FanOut

/// One way through the services, as requests take it.
struct Route: Sendable {
    let name: String
    let plan: Plan
    /// The upstream behind each member of the plan.
    let targets: [Int]
}
