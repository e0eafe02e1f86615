import FanOut
import HTTPTypes
import Hummingbird
import InferenceAPI
import NIOCore
import Serving
import Upstreams

/// Who may change the graph.
struct AdminAccess: Sendable {
    private let token: [UInt8]

    init(token: String) { self.token = Array(token.utf8) }

    /// Compares all bytes, so that the time it takes tells nothing about them.
    func allows(_ request: Request) -> Bool {
        let given = Array((request.headers[.authorization] ?? "").utf8)
        let expected = Array("Bearer ".utf8) + token
        guard given.count == expected.count else { return false }
        return zip(given, expected).reduce(0) { $0 | ($1.0 ^ $1.1) } == 0
    }
}

/// Looks at services and changes them while the proxy is asked.
struct AdminHandlers: Sendable {
    /// Bytes of a service's description.
    private static let bodyBytes = 64 << 10

    let live: LiveGeneration
    let access: AdminAccess?

    /// `GET /admin/services`: all of them by name.
    @Sendable func services(
        _ request: Request, _ context: ServiceContext
    ) async throws -> Response {
        try check(request)
        var bytes: [UInt8] = []
        let services = live.current.configuration.services.map { ($0.name, $0) }
        JSONText.object(services, to: &bytes) { $0.append(to: &$1) }
        return .json(bytes)
    }

    /// `GET /admin/services/{name}`
    @Sendable func service(
        _ request: Request, _ context: ServiceContext
    ) async throws -> Response {
        try check(request)
        let name = context.parameters.get("name") ?? ""
        var bytes: [UInt8] = []
        try find(name, in: live.current.configuration).append(to: &bytes)
        return .json(bytes)
    }

    /// `PUT /admin/services/{name}`: a new service, which joins the default route where that asks all at
    /// once, or another place for one that is there. The body is as in the configuration file.
    @Sendable func put(_ request: Request, _ context: ServiceContext) async throws -> Response {
        try check(request)
        let name = context.parameters.get("name") ?? ""
        let body = try await request.jsonBody(limit: Self.bodyBytes)
        let known = live.current.configuration.services.first { $0.name == name }
        let service = try Self.service(
            name, Array(body.readableBytesView), isActive: known?.isActive ?? true)
        try await change { configuration in
            var configuration = configuration
            if let place = configuration.services.firstIndex(where: { $0.name == name }) {
                configuration.services[place] = service
            } else {
                configuration.services.append(service)
                configuration.join([name])
            }
            return configuration
        }
        var bytes: [UInt8] = []
        service.append(to: &bytes)
        return .json(bytes)
    }

    /// `DELETE /admin/services/{name}`: not while a route other than the default one names it.
    @Sendable func delete(_ request: Request, _ context: ServiceContext) async throws -> Response {
        try check(request)
        let name = context.parameters.get("name") ?? ""
        _ = try find(name, in: live.current.configuration)
        try await change { configuration in
            var configuration = configuration
            configuration.services.removeAll { $0.name == name }
            configuration.leave(name)
            return configuration
        }
        return .json(Array("{}".utf8))
    }

    /// `POST /admin/reload`: reads the configuration again; what was changed here is forgotten.
    @Sendable func reload(_ request: Request, _ context: ServiceContext) async throws -> Response {
        try check(request)
        do {
            try await live.reload()
        } catch {
            throw Self.problem(error)
        }
        return try await services(request, context)
    }

    private func change(
        _ configure: (ProxyConfiguration) throws -> ProxyConfiguration
    ) async throws {
        do {
            try await live.change(configure)
        } catch {
            throw Self.problem(error)
        }
    }

    private func check(_ request: Request) throws {
        guard let access else {
            throw ProblemResponse(
                .forbidden, .forbidden,
                "The administration is off: the proxy was started without CHORUS_ADMIN_TOKEN.")
        }
        guard access.allows(request) else {
            throw ProblemResponse(
                .unauthorized, .unauthorized,
                "Authorization must be \"Bearer \" and the value of CHORUS_ADMIN_TOKEN.",
                headers: [.wwwAuthenticate: "Bearer"])
        }
    }

    private func find(
        _ name: String, in configuration: ProxyConfiguration
    ) throws -> ProxyConfiguration.Service {
        guard let service = configuration.services.first(where: { $0.name == name }) else {
            let known = configuration.services.map(\.name).joined(separator: ", ")
            throw ProblemResponse(
                .notFound, .notFound,
                "There is no service \(name.prefix(64)); there are: \(known).")
        }
        return service
    }

    private static func service(
        _ name: String, _ json: [UInt8], isActive: Bool
    ) throws -> ProxyConfiguration.Service {
        do throws(ConfigurationFileError) {
            // JSON is YAML.
            return try ConfigurationFile.service(name, json, isActive: isActive)
        } catch {
            throw ProblemResponse(.badConfiguration, .unprocessableContent, error.sentence)
        }
    }

    private static func problem(_ error: any Error) -> ProblemResponse {
        if case ChangeError.busy = error {
            return ProblemResponse(.conflict, .conflict, "\(error)")
        }
        return ProblemResponse(
            .badConfiguration, .unprocessableContent, "Nothing was changed: \(error)")
    }
}

extension ProxyConfiguration.Service {
    /// Appends it as the configuration file describes it.
    fileprivate func append(to bytes: inout [UInt8]) {
        var members: [JSONValue.Member] = []
        if !addresses.isEmpty {
            members.append(.init("urls", .list(addresses.map { .text($0.description + path) })))
        }
        if let weights { members.append(.init("weights", .text(weights))) }
        if let timeout { members.append(.init("timeout", .text(timeout.words))) }
        switch dialect {
        case .book: break
        case .v1(let model):
            members += [.init("protocol", .text("v1")), .init("model", .text(model))]
        case .v2(let model):
            members += [.init("protocol", .text("v2")), .init("model", .text(model))]
        }
        if maxInFlight != UpstreamLimits.defaultInFlight {
            members.append(.init("max-in-flight", .integer(Int64(maxInFlight))))
        }
        members += resilience.settings
        if !isActive { members.append(.init("active", .boolean(false))) }
        JSONText.value(.object(members), to: &bytes)
    }
}
