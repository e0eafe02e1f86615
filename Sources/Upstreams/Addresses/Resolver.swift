import Dispatch
import NIOCore
import NIOPosix

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#elseif canImport(Darwin)
    import Darwin
#endif

/// Turns a member's addresses into socket addresses, off the event loops: `getaddrinfo` blocks.
struct Resolver: Sendable {
    private let threads: NIOThreadPool

    init(threads: NIOThreadPool) { self.threads = threads }

    /// All addresses that the names have now, without duplicates, in the order of the list.
    ///
    /// A name that is not known (yet) gives none: a member that is still starting is no error.
    func resolve(_ addresses: [MemberAddress]) async -> [SocketAddress] {
        let found = try? await threads.runIfActive { addresses.flatMap(Self.lookUp) }
        var unique: [SocketAddress] = []
        for address in found ?? [] where !unique.contains(address) { unique.append(address) }
        return unique
    }

    private static func lookUp(_ address: MemberAddress) -> [SocketAddress] {
        switch address {
        case .unix(let path):
            return (try? SocketAddress(unixDomainSocketPath: path)).map { [$0] } ?? []
        case .tcp(let host, let port):
            return lookUp(host: host, port: port)
        }
    }

    private static func lookUp(host: String, port: Int) -> [SocketAddress] {
        var hints = addrinfo()
        hints.ai_family = AF_UNSPEC
        #if canImport(Glibc)
            hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
        #else
            hints.ai_socktype = SOCK_STREAM
        #endif
        var list: UnsafeMutablePointer<addrinfo>?
        guard getaddrinfo(host, String(port), &hints, &list) == 0 else { return [] }
        defer { freeaddrinfo(list) }
        var found: [SocketAddress] = []
        var next = list
        while let entry = next?.pointee {
            if let address = SocketAddress(entry) { found.append(address) }
            next = entry.ai_next
        }
        return found
    }
}

extension SocketAddress {
    /// Copies an entry of `getaddrinfo`'s list; nil for families that we do not connect to.
    fileprivate init?(_ entry: addrinfo) {
        guard let raw = UnsafeRawPointer(entry.ai_addr) else { return nil }
        // The family says which structure getaddrinfo wrote behind the pointer.
        switch entry.ai_family {
        case AF_INET: self = SocketAddress(raw.loadUnaligned(as: sockaddr_in.self))
        case AF_INET6: self = SocketAddress(raw.loadUnaligned(as: sockaddr_in6.self))
        default: return nil
        }
    }
}
