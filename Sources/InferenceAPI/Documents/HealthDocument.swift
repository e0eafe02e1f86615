/// The answer of `GET /health`: `{"health":"ok"}`.
public struct HealthDocument: Hashable, Sendable {
    public static let ok = HealthDocument(health: "ok")

    /// `ok`, or in a proxy's `/health/all` why the service is not: a ``FailureCode``.
    public var health: String

    public init(health: String) {
        self.health = health
    }

    public init(json: Span<UInt8>) throws(DocumentError) {
        guard let health = try JSONValue(json: json)["health"]?.text else {
            throw .wrongType(key: "health", expected: "a string")
        }
        self.health = health
    }

    public func append(to bytes: inout [UInt8]) {
        JSONText.raw("{\"health\":", to: &bytes)
        JSONText.string(health, to: &bytes)
        bytes.append(UInt8(ascii: "}"))
    }

    /// Appends the answer of `GET /health/all`: an object of services in that order.
    public static func append(
        all services: [(String, HealthDocument)], to bytes: inout [UInt8]
    ) {
        JSONText.object(services, to: &bytes) { health, bytes in health.append(to: &bytes) }
    }
}
