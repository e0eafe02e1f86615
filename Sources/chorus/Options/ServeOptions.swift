import ArgumentParser
import Logging
import NIOCore
import NIOPosix
import Serving

/// The flags that every service has; each is also an environment variable, and the flag wins.
struct ServeOptions: ParsableArguments {
    @Option(help: "Address to listen on. [HOST, default 0.0.0.0]")
    var host: String?

    @Option(help: "Port to listen on. [PORT]")
    var port: Int?

    @Option(help: "Listen on a Unix domain socket instead: unix:/path.")
    var listen: String?

    @Option(help: "Event loops, and threads of their own. [default: one a core]")
    var threads: Int?

    @Option(
        help: "Least severe level to log: trace, debug, info, notice, warning, error. [LOG_LEVEL]")
    var logLevel: String?

    @Option(help: "Form of log lines: text or json. [LOG_FORMAT]")
    var logFormat: String?

    func validate() throws {
        if let threads, !(1...1_024).contains(threads) {
            throw ValidationError("--threads must be from 1 to 1024, not \(threads).")
        }
        if let listen, !listen.hasPrefix("unix:/") {
            throw ValidationError("--listen must be unix:/path, not \(listen).")
        }
    }

    func settings(_ environment: [String: String], defaultPort: Int) throws -> ServerSettings {
        if let listen { return ServerSettings(listen: .unix(path: String(listen.dropFirst(5)))) }
        let text = port.map(String.init) ?? environment["PORT"] ?? String(defaultPort)
        guard let number = Int(text), (0...65_535).contains(number) else {
            throw Fault("PORT must be a number from 0 to 65535, not \(text).")
        }
        let host = host ?? environment["HOST"] ?? "0.0.0.0"
        return ServerSettings(listen: .tcp(host: host, port: number))
    }

    /// Another port of the same host.
    func settings(_ environment: [String: String], port: Int) throws -> ServerSettings {
        guard (0...65_535).contains(port) else {
            throw ValidationError("--admin-port must be from 0 to 65535, not \(port).")
        }
        let host = host ?? environment["HOST"] ?? "0.0.0.0"
        return ServerSettings(listen: .tcp(host: host, port: port))
    }

    func logger(_ environment: [String: String], label: String) throws -> Logger {
        let levelWord = logLevel ?? environment["LOG_LEVEL"] ?? "info"
        guard let level = Logger.Level(rawValue: levelWord.lowercased()) else {
            let words = Logger.Level.allCases.map(\.rawValue).joined(separator: ", ")
            throw Fault("LOG_LEVEL must be one of \(words), not \(levelWord).")
        }
        let formatWord = logFormat ?? environment["LOG_FORMAT"] ?? LogFormat.text.rawValue
        guard let format = LogFormat(rawValue: formatWord) else {
            throw Fault("LOG_FORMAT must be text or json, not \(formatWord).")
        }
        return Logger(label: label) { LineLogHandler(label: $0, format: format, level: level) }
    }

    /// They are never shut down: the process ends with them, and the last task of a server may still
    /// ask something of its loop.
    func eventLoops() -> MultiThreadedEventLoopGroup {
        MultiThreadedEventLoopGroup(numberOfThreads: threads ?? System.coreCount)
    }
}
