import ArgumentParser
import NIOCore
import NIOPosix
import Upstreams

struct HealthCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "health",
        abstract: "Asks a service whether it is ready: exit code 0 if so, 1 if not.")

    @Argument(help: "Where the service listens: http://host:port or unix:/path.")
    var url: String

    func run() async throws {
        let address: MemberAddress
        do {
            address = try MemberAddress(parsing: url)
        } catch {
            throw ValidationError("\(error)")
        }
        let group = MultiThreadedEventLoopGroup(numberOfThreads: 1)
        let failure = try await ReadinessProbe.ask(address, on: group)
        try await group.shutdownGracefully()
        if let failure { throw Fault("\(url) is not ready: \(failure)") }
        print("ready")
    }
}
