import NIOCore

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#elseif canImport(Darwin)
    import Darwin
#endif

/// Why a service cannot listen where it is told to.
public struct ListenError: Error, Sendable, CustomStringConvertible {
    public let description: String

    init(_ error: any Error, _ listen: ServerSettings.Listen) {
        let place =
            switch listen {
            case .tcp(let host, let port): "\(host):\(port)"
            case .unix(let path): "unix:\(path)"
            }
        let reason =
            switch error {
            case let error as IOError: String(cString: strerror(error.errnoCode))
            default: "the host is not known"
            }
        description = "Cannot listen on \(place): \(reason); choose another host, port or path."
    }
}
