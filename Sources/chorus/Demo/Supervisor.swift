import FoundationEssentials
import Subprocess
import SystemPackage
import UnixSignals

/// Runs a topology's processes as children, prefixes their logs, and stops them in order: the proxy
/// first, so that its requests in flight still find their services.
struct Supervisor: Sendable {
    let topology: Topology
    private let children = Children()

    init(topology: Topology) { self.topology = topology }

    /// Runs until a signal to stop, or until a child ends by itself: then the topology is broken and
    /// the others are asked to end.
    func run() async throws {
        let signals = await UnixSignalsSequence(trapping: .sigint, .sigterm)
        let ends = try await withThrowingTaskGroup(of: Event.self) { tasks in
            for member in topology.all { tasks.addTask { .ended(try await run(member)) } }
            tasks.addTask {
                for await _ in signals { break }
                return .signal
            }
            var ends: [End] = []
            var isStopping = false
            while ends.count < topology.all.count, let event = try await tasks.next() {
                if case .ended(let end) = event { ends.append(end) }
                guard !isStopping else { continue }
                isStopping = true
                tasks.addTask { await stopAll() }
            }
            tasks.cancelAll()
            return ends
        }
        try report(ends)
    }

    private struct End: Sendable {
        let name: String
        let code: Int32
    }

    private enum Event: Sendable {
        case signal
        case stopped
        case ended(End)
    }

    private func stopAll() async -> Event {
        await stop(topology.proxy)
        for service in topology.services { await stop(service) }
        return .stopped
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
        case .exited(let code): return End(name: member.name, code: code)
        case .signaled(let signal): return End(name: member.name, code: 128 + signal)
        }
    }

    private func report(_ ends: [End]) throws {
        if let end = ends.first(where: { $0.code != 0 }) {
            throw Fault("\(end.name) ended with exit code \(end.code); its last lines say why.")
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
        let text = line.last?.isNewline == true ? line : line + "\n"
        _ = try? FileDescriptor.standardOutput.writeAll(text.utf8)
    }
}

extension String {
    fileprivate func padded(to length: Int) -> String {
        self + String(repeating: " ", count: max(0, length - count))
    }
}
