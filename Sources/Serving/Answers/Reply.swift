public import HTTPTypes
public import Hummingbird
public import InferenceAPI
import NIOCore

/// An answer with a body, before one of the faces writes it.
public struct Reply: Sendable {
    /// A header field beside those that every answer has.
    public struct Field: Sendable, Equatable {
        public let name: String
        public let value: String

        public init(name: String, value: String) {
            self.name = name
            self.value = value
        }
    }

    public let status: HTTPResponse.Status
    public let contentType: String
    /// In the order in which they are sent.
    public let fields: [Field]
    public let body: [UInt8]

    public init(
        status: HTTPResponse.Status, contentType: String, fields: [Field], body: [UInt8]
    ) {
        self.status = status
        self.contentType = contentType
        self.fields = fields
        self.body = body
    }

    /// What a client gets for an error; one that nobody foresaw is told as such, no more.
    public init(problem error: any Error, id: InferenceAPI.RequestID) {
        let problem =
            error as? ProblemResponse
            ?? ProblemResponse(.internalError, .internalServerError, "The service failed.")
        self = problem.reply(at: "", requestID: id)
    }

    /// A good answer with a JSON body.
    public static func json(_ body: [UInt8], _ fields: [Field] = []) -> Reply {
        Reply(status: .ok, contentType: ContentTypes.json, fields: fields, body: body)
    }
}

extension Response {
    /// The answer as the ordinary face gives it.
    public init(_ reply: Reply) {
        var headers = HTTPFields()
        for field in reply.fields {
            guard let name = HTTPField.Name(field.name) else { continue }
            headers[name] = field.value
        }
        headers[.contentType] = reply.contentType
        self.init(
            status: reply.status, headers: headers,
            body: .init(byteBuffer: ByteBuffer(bytes: reply.body)))
    }

    /// A good answer with a JSON body.
    public static func json(_ body: [UInt8], _ fields: [Reply.Field] = []) -> Response {
        Response(Reply.json(body, fields))
    }
}
