public import FanOut
public import InferenceAPI
public import NIOCore
import NIOPosix

/// The client side of a process: every event loop's connections to every member, and the service
/// that keeps the members' addresses up to date.
public struct UpstreamGroup: Sendable {
    public let members: [Upstream]
    private let limits: UpstreamLimits
    private let loops: [NIOLoopBound<LoopUpstreams>]
    private let lookUps: [LookUp]
    /// What the members have said of their models.
    let signatures: SignatureBook

    /// One stream of wishes to look a member's name up again.
    private struct LookUp: Sendable {
        let wishes: AsyncStream<Void>
        let wish: AsyncStream<Void>.Continuation

        init() {
            (wishes, wish) = AsyncStream.makeStream(bufferingPolicy: .bufferingNewest(1))
        }
    }

    /// Hears on the event loop what happened to a member, by its place.
    public typealias EventWatch = @Sendable (_ member: Int, _ event: UpstreamEvent) -> Void

    /// Makes the connections' keepers on each loop of the group; none is opened yet.
    public init(
        members: [Upstream], limits: UpstreamLimits = UpstreamLimits(),
        watch: EventWatch? = nil, on group: any EventLoopGroup
    ) async throws {
        self.members = members
        self.limits = limits
        let lookUps = members.map { _ in LookUp() }
        self.lookUps = lookUps
        let signatures = SignatureBook(members: members.count)
        self.signatures = signatures
        var loops: [NIOLoopBound<LoopUpstreams>] = []
        for loop in group.makeIterator() {
            let keeper = try await loop.submit {
                let upstreams = LoopUpstreams(
                    members: members, limits: limits, signatures: signatures, eventLoop: loop,
                    watch: watch, refused: { member in lookUps[member].wish.yield() })
                return NIOLoopBound(upstreams, eventLoop: loop)
            }.get()
            loops.append(keeper)
        }
        self.loops = loops
    }

    /// The connections of a loop. Call it on that loop.
    /// - Precondition: the loop is of the group that this was made on.
    public func onLoop(_ loop: any EventLoop) -> LoopUpstreams {
        for keeper in loops where keeper.eventLoop === loop { return keeper.value }
        preconditionFailure("the loop is not one of the upstream group's")
    }

    /// Resolves the members' names: at once, every few seconds, and after a refusal. Ends when the
    /// task is cancelled.
    public func run() async {
        let resolver = Resolver(threads: .singleton)
        await withDiscardingTaskGroup { tasks in
            for member in members.indices {
                tasks.addTask { await keepResolved(member, by: resolver) }
                tasks.addTask { await wishRegularly(member) }
            }
        }
    }

    /// Closes what is idle, and what is busy when its call ends; nothing new may be asked.
    public func shutDown() {
        for keeper in loops { keeper.eventLoop.execute { keeper.value.shutDown() } }
    }

    /// Resolves every member's name once.
    public func resolve() async {
        let resolver = Resolver(threads: .singleton)
        for member in members.indices { await resolve(member, by: resolver) }
    }

    private func keepResolved(_ member: Int, by resolver: Resolver) async {
        for await _ in lookUps[member].wishes { await resolve(member, by: resolver) }
    }

    private func resolve(_ member: Int, by resolver: Resolver) async {
        let found = await resolver.resolve(members[member].addresses)
        // A name that is lost for a moment does not take working connections down.
        guard !found.isEmpty else { return }
        for keeper in loops {
            // Who waits for it may go on when every loop knows.
            try? await keeper.eventLoop.submit { keeper.value.setAddresses(found, of: member) }
                .get()
        }
    }

    private func wishRegularly(_ member: Int) async {
        while !Task.isCancelled {
            lookUps[member].wish.yield()
            try? await Task.sleep(for: limits.resolveEvery)
        }
        lookUps[member].wish.finish()
    }
}

extension UpstreamGroup {
    /// Runs one operation over members, on an event loop, to its end.
    ///
    /// - Parameters:
    ///   - targets: the upstream behind each member of the plan.
    ///   - watch: tells when the client leaves; its calls are then given up.
    public func fanOut(
        _ operation: Operation, plan: Plan, targets: [Int], deadline: Deadline,
        requestID: RequestID, on loop: any EventLoop,
        whenClientLeaves watch: (@Sendable (@escaping () -> Void) -> Void)? = nil
    ) async -> Run {
        await withCheckedContinuation { continuation in
            loop.execute {
                let call = FanOutCall(
                    Run(plan: plan, deadline: deadline), targets: targets, operation: operation,
                    requestID: requestID, upstreams: onLoop(loop),
                    finished: { continuation.resume(returning: $0) })
                watch?({ [weak call] in call?.clientLeft() })
                call.start()
            }
        }
    }
}
