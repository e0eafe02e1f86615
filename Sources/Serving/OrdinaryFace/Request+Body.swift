import HTTPTypes
public import Hummingbird
import InferenceAPI
public import NIOCore

extension Request {
    /// The whole JSON body.
    ///
    /// - Throws: a problem, 415 for another media type, 413 for a body over the limit.
    public func jsonBody(limit: Int) async throws -> ByteBuffer {
        guard isJSON else {
            let type = headers[.contentType] ?? ""
            throw ProblemResponse(
                .unsupportedMediaType, .unsupportedMediaType,
                "The body must be application/json, not \(type.prefix(100)).")
        }
        return try await wholeBody(limit: limit)
    }

    /// The whole body, of whatever media type.
    ///
    /// - Throws: a problem, 413 for a body over the limit, 415 for a compressed one.
    public func wholeBody(limit: Int) async throws -> ByteBuffer {
        if let encoding = headers[.contentEncoding], encoding.lowercased() != "identity" {
            throw ProblemResponse(
                .unsupportedMediaType, .unsupportedMediaType,
                "The body must be sent as it is, not as \(encoding.prefix(100)).")
        }
        if let length = headers[.contentLength].flatMap({ Int($0) }), length > limit {
            throw Self.tooLarge(limit: limit)
        }
        do {
            return try await body.collect(upTo: limit)
        } catch is NIOTooManyBytesError {
            throw Self.tooLarge(limit: limit)
        } catch let error as HTTPError where error.status == .contentTooLarge {
            throw Self.tooLarge(limit: limit)
        }
    }

    /// A request without a media type is taken at its word.
    public var isJSON: Bool {
        guard let type = headers[.contentType] else { return true }
        let essence = type.prefix { $0 != ";" }.trimming(" ").lowercased()
        return essence == ContentTypes.json || essence.hasSuffix("+json")
    }

    private static func tooLarge(limit: Int) -> ProblemResponse {
        ProblemResponse(
            .tooLarge, .contentTooLarge, "The body is larger than \(limit) bytes, the limit.")
    }
}

extension Substring {
    fileprivate func trimming(_ character: Character) -> Substring {
        var rest = self
        while rest.first == character { rest = rest.dropFirst() }
        while rest.last == character { rest = rest.dropLast() }
        return rest
    }
}
