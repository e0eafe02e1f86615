/// Names of the headers that Chorus reads and writes, in lower case as HTTP/2 wants them.
public enum HeaderNames {
    /// The id of a request, taken from the client or made.
    public static let requestID = "x-request-id"
    /// The milliseconds that are left for a request.
    public static let requestTimeout = "x-request-timeout"
    /// The model that answered: a ``ModelTag``.
    public static let model = "x-chorus-model"
    /// The services that are missing from an answer: a ``PartialHeader``.
    public static let partial = "x-chorus-partial"
    /// The bytes of a body's JSON where binary tensors follow it.
    public static let inferenceHeaderLength = "inference-header-content-length"
    /// What a `split` step sticks to.
    public static let key = "x-chorus-key"
    public static let retryAfter = "retry-after"
    public static let allow = "allow"
    public static let accept = "accept"
    public static let contentType = "content-type"
    public static let contentLength = "content-length"
}

/// Values of `Content-Type` and `Accept`.
public enum ContentTypes {
    public static let json = "application/json"
    public static let problem = "application/problem+json"
    public static let eventStream = "text/event-stream"
    public static let lines = "application/x-ndjson"
    public static let bytes = "application/octet-stream"
    public static let text = "text/plain; charset=utf-8"
}
