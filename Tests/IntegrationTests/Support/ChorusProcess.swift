import Subprocess
import SystemPackage

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#elseif canImport(Darwin)
    import Darwin
#endif

/// The built program as a child process that listens.
struct ChorusProcess: Sendable {
    let port: Int
    private let pid: pid_t

    func signal(_ number: Int32) { kill(pid, number) }

    /// Runs a service of the program while the closure acts on it, then asks it to stop.
    ///
    /// - Returns: how it ended.
    @discardableResult
    nonisolated(nonsending) static func serving(
        _ arguments: [String], environment: [String: String] = [:],
        _ act: (ChorusProcess) async throws -> Void
    ) async throws -> TerminationStatus {
        let result = try await Subprocess.run(
            .path(FilePath(executable)), arguments: Arguments(arguments),
            environment: variables(environment.merging(["HOST": "127.0.0.1", "PORT": "0"]) { $1 }),
            input: .none, output: .discarded, error: .sequence
        ) { execution in
            let pid = execution.processIdentifier.value
            // Whatever the closure does, a child that stays would be waited for for ever.
            defer { kill(pid, SIGCONT) }
            do {
                try await attend(execution.standardError, pid: pid, act)
            } catch {
                kill(pid, SIGKILL)
                throw error
            }
        }
        return result.terminationStatus
    }

    /// Reads the child's lines to their end; `act` begins with the line that says where it listens.
    private nonisolated(nonsending) static func attend(
        _ lines: SubprocessOutputSequence, pid: pid_t, _ act: (ChorusProcess) async throws -> Void
    ) async throws {
        let (ports, found) = AsyncStream<Int>.makeStream()
        try await withThrowingTaskGroup(of: Void.self) { tasks in
            tasks.addTask {
                defer { found.finish() }
                for try await line in lines.strings() {
                    if let port = listeningPort(line) { found.yield(port) }
                }
            }
            var isListening = false
            for await port in ports {
                isListening = true
                try await act(ChorusProcess(port: port, pid: pid))
                break
            }
            guard isListening else { throw Unexpected("the program ended before it listened") }
            kill(pid, SIGTERM)
            try await tasks.waitForAll()
        }
    }

    private static func listeningPort(_ line: String) -> Int? {
        guard line.contains("listens on http://127.0.0.1:") else { return nil }
        let digits = line.split(separator: ":").last?.prefix { $0.isNumber }
        return digits.flatMap { Int($0) }
    }

    /// Runs a command of the program to its end.
    static func run(
        _ arguments: [String], environment: [String: String] = [:]
    ) async throws -> (status: TerminationStatus, output: String, error: String) {
        let result = try await Subprocess.run(
            .path(FilePath(executable)), arguments: Arguments(arguments),
            environment: variables(environment), input: .none,
            output: .string(limit: 1 << 20), error: .string(limit: 1 << 20))
        return (result.terminationStatus, result.standardOutput, result.standardError)
    }

    static let executable = "\(Scene.root)/.build/debug/chorus"

    private static func variables(_ own: [String: String]) -> Environment {
        let pairs = own.map { (Environment.Key(stringLiteral: $0), Optional($1)) }
        return .inherit.updating(Dictionary(uniqueKeysWithValues: pairs))
    }
}
