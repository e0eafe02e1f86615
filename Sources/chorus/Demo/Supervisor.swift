import FoundationEssentials
import Subprocess
import SystemPackage
import UnixSignals

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#elseif canImport(Darwin)
    import Darwin
#endif

/// Runs a topology's processes as children, prefixes their logs, and stops them in order: the proxy
/// first, so that its requests in flight still find their services.
struct Supervisor: Sendable {
    let topology: Topology
    private let children = Children()

    init(topology: Topology) { self.topology = topology }

    /// Runs until a signal to stop, or until a child ends by itself.
    func run() async throws {
        let signals = await UnixSignalsSequence(trapping: .sigint, .sigterm)
        let ends = try await withThrowingTaskGroup(of: End.self) { tasks in
            for member in topology.all {
                tasks.addTask { try await run(member) }
            }
            tasks.addTask { await wait(for: signals) }
            var ends: [End] = []
            while let end = try await tasks.next() {
                ends.append(end)
                if case .child = end { try await stopAll(ends.count == 1) }
                if ends.count > topology.all.count { break }
            }
            return ends
        }
        try report(ends)
    }

    private enum End: Sendable {
        case signal
        case child(String, code: Int32)
    }

    private func wait(for signals: UnixSignalsSequence) async -> End {
        for await _ in signals { break }
        await stop(topology.proxy)
        for service in topology.services { await stop(service) }
        return .signal
    }

    private func stopAll(_ isFirst: Bool) async throws {
        guard isFirst else { return }
        // A child ended by itself: the topology is broken, the others are asked to end.
        kill(getpid(), SIGTERM)
    }

    private func stop(_ member: Topology.Member) async {
        await children.signal(member.name)
        await children.waitForEnd(of: member.name)
    }

    private func run(_ member: Topology.Member) async throws -> End {
        var options = PlatformOptions()
        // Ctrl-C reaches this process alone, which then stops the children in order.
        options.processGroupID = 0
        let variables = member.environment.map { (Environment.Key(stringLiteral: $0), $1) }
        let environment = Environment.inherit.updating(
            Dictionary(uniqueKeysWithValues: variables.map { ($0.0, Optional($0.1)) }))
        let result = try await Subprocess.run(
            .path(FilePath(Self.executable)), arguments: Arguments(member.arguments),
            environment: environment, platformOptions: options, input: .none,
            output: .discarded, error: .sequence
        ) { execution in
            await children.started(member.name, pid: execution.processIdentifier.value)
            for try await line in execution.standardError.strings() {
                Self.write("\(member.name.padded(to: 10)) | \(line)")
            }
        }
        await children.ended(member.name)
        switch result.terminationStatus {
        case .exited(let code): return .child(member.name, code: code)
        case .signaled(let signal): return .child(member.name, code: 128 + signal)
        }
    }

    private func report(_ ends: [End]) throws {
        for case .child(let name, let code) in ends where code != 0 {
            throw Fault("\(name) ended with exit code \(code); its last lines say why.")
        }
    }

    private static var executable: String {
        #if os(Linux)
            (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe"))
                ?? CommandLine.arguments[0]
        #else
            CommandLine.arguments[0]
        #endif
    }

    private static func write(_ line: String) {
        var text = line.last?.isNewline == true ? line : line + "\n"
        text.withUTF8 { _ = Glibc.write(STDOUT_FILENO, $0.baseAddress, $0.count) }
    }
}

extension String {
    fileprivate func padded(to length: Int) -> String {
        self + String(repeating: " ", count: max(0, length - count))
    }
}
