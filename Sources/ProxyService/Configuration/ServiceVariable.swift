/// Which environment variables name a service.
enum ServiceVariable {
    /// The service's name in lower case for `SERVICE_<NAME>`; nil for any other variable.
    ///
    /// A Kubernetes service that is itself called `service-…` makes Kubernetes inject variables
    /// such as `SERVICE_SETOSA_PORT_8000_TCP_ADDR` into every container; these are not services.
    static func service(of variable: String) -> String? {
        guard variable.hasPrefix("SERVICE_"), !isInjected(variable) else { return nil }
        let name = variable.dropFirst("SERVICE_".count)
        return name.isEmpty ? nil : name.lowercased()
    }

    /// `*_SERVICE_HOST`, `*_SERVICE_PORT*`, `*_PORT`, `*_PORT_<n>_TCP*` and of the other protocols
    static func isInjected(_ variable: String) -> Bool {
        if variable.hasSuffix("_SERVICE_HOST") || variable.hasSuffix("_PORT") { return true }
        if variable.contains("_SERVICE_PORT") { return true }
        let parts = variable.split(separator: "_", omittingEmptySubsequences: false)
        return parts.indices.contains { index in
            index + 2 < parts.count && parts[index] == "PORT" && Int(parts[index + 1]) != nil
                && ["TCP", "UDP", "SCTP"].contains(parts[index + 2])
        }
    }
}
