/// Which kind of problem an error body tells: its stable `type` and the title that goes with it.
///
/// The type is a relative URI reference, `/problems/<slug>`. RFC 9457 allows it and asks for a
/// full path where it is relative; so it names no host that a user of Chorus does not run, stays
/// the same behind every address, and can be served as a page by the process itself.
public struct ProblemKind: Hashable, Sendable {
    public let slug: String
    public let title: String

    public init(slug: String, title: String) {
        self.slug = slug
        self.title = title
    }

    public var type: String { "/problems/\(slug)" }
}

extension ProblemKind {
    public static let notJSON = ProblemKind(slug: "not-json", title: "The body is not JSON")
    public static let wrongType = ProblemKind(
        slug: "wrong-type", title: "A value has the wrong type")
    public static let badRequest = ProblemKind(
        slug: "bad-request", title: "The request is malformed")
    public static let unfitData = ProblemKind(
        slug: "unfit-data", title: "The data does not fit the model")
    public static let tooLarge = ProblemKind(slug: "too-large", title: "The request is too large")
    public static let notFound = ProblemKind(slug: "not-found", title: "There is nothing here")
    public static let unauthorized = ProblemKind(
        slug: "unauthorized", title: "The caller does not say who it is")
    public static let forbidden = ProblemKind(slug: "forbidden", title: "This is not allowed")
    public static let conflict = ProblemKind(
        slug: "conflict", title: "Another change is under way")
    public static let badConfiguration = ProblemKind(
        slug: "bad-configuration", title: "The configuration cannot be used")
    public static let methodNotAllowed = ProblemKind(
        slug: "method-not-allowed", title: "The method is not allowed here")
    public static let unsupportedMediaType = ProblemKind(
        slug: "unsupported-media-type", title: "The media type is not supported")
    public static let tooManyRequests = ProblemKind(
        slug: "too-many-requests", title: "The client exceeds its limit")
    public static let overloaded = ProblemKind(
        slug: "overloaded", title: "The service is at its capacity")
    public static let notReady = ProblemKind(slug: "not-ready", title: "The service is not ready")
    public static let badMember = ProblemKind(
        slug: "bad-member", title: "A service could not answer")
    public static let deadlinePassed = ProblemKind(
        slug: "deadline-passed", title: "The deadline has passed")
    public static let rejected = ProblemKind(
        slug: "rejected", title: "The services reject the request")
    public static let internalError = ProblemKind(
        slug: "internal-error", title: "The service failed")
}
