import FanOut
import InferenceAPI
public import NIOCore

/// Asks one service whether it is ready, by `GET /readyz`.
public enum ReadinessProbe {
    /// Nil if it is, else why it is not.
    public static func ask(
        _ address: MemberAddress, within timeout: Duration = .seconds(5),
        on group: any EventLoopGroup
    ) async throws -> String? {
        let member = Upstream(name: "the service", addresses: [address])
        let upstreams = try await UpstreamGroup(members: [member], on: group)
        let loop = group.next()
        await upstreams.resolve()
        let plan = Plan(
            members: [Member(name: member.name)], policy: Policy(onTimeout: .fail),
            timeout: timeout)
        var random = SystemRandomNumberGenerator()
        let run = await upstreams.fanOut(
            .ready, plan: plan, targets: [0],
            deadline: Deadline(after: timeout, from: Deadline.now.nanoseconds),
            requestID: .make(using: &random), on: loop)
        guard case .failed(let failure) = run.outcomes[0] else { return nil }
        return failure.detail
    }
}
