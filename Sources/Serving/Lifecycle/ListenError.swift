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

    init(_ error: IOError, _ listen: ServerSettings.Listen) {
        let place =
            switch listen {
            case .tcp(let host, let port): "\(host):\(port)"
            case .unix(let path): "unix:\(path)"
            }
        let reason = String(cString: strerror(error.errnoCode))
        description = "Cannot listen on \(place): \(reason); choose another host, port or path."
    }
}
