public import Logging
public import NIOCore

/// The line that says where a service listens.
public enum ListeningLine {
    public static func log(_ channel: any Channel, what: String, _ logger: Logger) {
        let place = channel.localAddress.map(Self.text) ?? "?"
        logger.info("\(what) listens on \(place)")
    }

    private static func text(_ address: SocketAddress) -> String {
        if let path = address.pathname, !path.isEmpty { return "unix:\(path)" }
        return "http://\(address.ipAddress ?? "?"):\(address.port ?? 0)"
    }
}
