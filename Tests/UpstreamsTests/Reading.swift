import InferenceAPI
import NIOCore

@testable import Upstreams

/// Everything that a reader makes of the pieces of one connection.
struct Reading {
    struct Response: Equatable, Sendable {
        let status: Int
        let body: String
        let keepsAlive: Bool
        let model: String?

        init(_ status: Int, _ body: String, _ keepsAlive: Bool = true, _ model: String? = nil) {
            self.status = status
            self.body = body
            self.keepsAlive = keepsAlive
            self.model = model
        }

        init(_ response: UpstreamResponse, keepsAlive: Bool) {
            self.init(
                response.status, String(buffer: response.body), keepsAlive,
                response.model?.description)
        }
    }

    private(set) var responses: [Response] = []
    private(set) var last: Response?
    private(set) var error: ResponseError?

    init(of pieces: [some Sequence<UInt8>], limits: UpstreamLimits = UpstreamLimits()) {
        var reader = ResponseReader(limits: limits)
        do throws(ResponseError) {
            for piece in pieces {
                reader.receive(ByteBuffer(bytes: piece))
                while let response = try reader.next() {
                    responses.append(Response(response, keepsAlive: reader.keepsAlive))
                }
            }
        } catch {
            self.error = error
            return
        }
        last = reader.end().map { Response($0, keepsAlive: false) }
    }
}
