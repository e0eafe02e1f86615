extension RouteTable {
    /// What orchestrators ask every few seconds: of no interest in a log.
    static let probePaths: Set<String> = ["/livez", "/readyz", "/health"]

    /// The probes that every service has: `/livez` and `/health` say that the process serves,
    /// `/readyz` whether it should be given work.
    public mutating func probes(ready: @escaping Handler) {
        get("/livez") { _, _ in .json(Array(#"{"status":"alive"}"#.utf8)) }
        get("/readyz", ready)
        get("/health") { _, _ in .json(Array(#"{"health":"ok"}"#.utf8)) }
    }
}
