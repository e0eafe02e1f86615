import NIOCore
import Synchronization
import Upstreams

/// The generation that answers now, and the way to the next one.
final class LiveGeneration: Sendable {
    private struct State {
        var current: Generation
        var isChanging = false
    }

    private let state: Mutex<State>
    private let parts: Proxy.Parts
    let group: any EventLoopGroup
    /// Each generation when it begins to answer, the first one too.
    let generations: AsyncStream<Generation>
    private let announce: AsyncStream<Generation>.Continuation

    init(_ first: Generation, _ parts: Proxy.Parts, _ group: any EventLoopGroup) {
        self.parts = parts
        self.group = group
        state = Mutex(State(current: first))
        (generations, announce) = AsyncStream.makeStream()
        announce.yield(first)
    }

    var current: Generation { state.withLock { $0.current } }

    var source: ConfigurationSource? { parts.source }

    /// Reads the configuration again.
    func reload() async throws {
        guard let source else { throw ChangeError.noSource }
        try await change { _ in try source.read() }
    }

    /// Makes a new generation of a changed configuration; where that fails, or it makes no plan,
    /// nothing changes. One change at a time.
    func change(
        _ configure: (ProxyConfiguration) throws -> ProxyConfiguration
    ) async throws {
        let isFree = state.withLock { state in
            defer { state.isChanging = true }
            return !state.isChanging
        }
        guard isFree else { throw ChangeError.busy }
        defer { state.withLock { $0.isChanging = false } }
        let next = try await Generation(configure(current.configuration), of: parts, on: group)
        // It knows where its members are before anybody asks it.
        await next.upstreams.resolve()
        state.withLock { $0.current = next }
        announce.yield(next)
    }
}

/// Why the graph was not changed.
enum ChangeError: Error, CustomStringConvertible {
    case busy
    case noSource

    var description: String {
        switch self {
        case .busy: "Another change is under way; try again when it is done."
        case .noSource: "There is no configuration to be read again."
        }
    }
}
