import HTTPTypes
import InferenceAPI
import NIOCore
import NIOHTTPTypes

/// The HTTP edge of a connection, one message part at a time: it answers `100-continue`, gives every
/// error a body, closes politely while the process drains, and tells when the client leaves.
final class RequestEdgeHandler: ChannelDuplexHandler, RemovableChannelHandler {
    typealias InboundIn = HTTPRequestPart
    typealias InboundOut = HTTPRequestPart
    typealias OutboundIn = HTTPResponsePart
    typealias OutboundOut = HTTPResponsePart

    private let lingering: TimeAmount
    private let bodyBytes: Int
    private var inFlight = 0
    private var isDraining = false
    /// The client has sent the connection's last request.
    private var isLastRequest = false
    private var isInputClosed = false
    private var whenClientLeaves: (() -> Void)?
    private var slowHead: SlowHeadHandler?

    init(lingering: TimeAmount, bodyBytes: Int) {
        self.lingering = lingering
        self.bodyBytes = bodyBytes
    }

    func handlerAdded(context: ChannelHandlerContext) {
        slowHead = try? context.pipeline.syncOperations.handler(type: SlowHeadHandler.self)
    }

    /// Has the closure called when the client closes the connection before its response has ended.
    func onClientLeaving(_ leave: @escaping () -> Void) {
        if isInputClosed { leave() } else { whenClientLeaves = leave }
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        if case .head(let head) = unwrapInboundIn(data) {
            inFlight += 1
            isLastRequest = head.headerFields[.connection] == "close"
            slowHead?.headArrived()
            encourage(head, context: context)
        }
        context.fireChannelRead(data)
        if isDraining, inFlight == 1 { quiesce(context) }
    }

    /// Large bodies wait for this (RFC 9110, section 10.1.1), unless they are refused anyway.
    private func encourage(_ head: HTTPRequest, context: ChannelHandlerContext) {
        guard head.headerFields[.expect]?.lowercased() == "100-continue" else { return }
        let length = head.headerFields[.contentLength].flatMap { Int($0) } ?? 0
        guard length <= bodyBytes else { return }
        context.writeAndFlush(
            wrapOutboundOut(.head(HTTPResponse(status: .continue))), promise: nil)
    }

    func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        switch unwrapOutboundIn(data) {
        case .head(let head): write(head, context: context, promise: promise)
        case .body: context.write(data, promise: promise)
        case .end:
            inFlight -= 1
            whenClientLeaves = nil
            slowHead?.responseEnded()
            context.write(data, promise: promise)
        }
    }

    private func write(
        _ head: HTTPResponse, context: ChannelHandlerContext, promise: EventLoopPromise<Void>?
    ) {
        var head = head
        if isDraining || isLastRequest && inFlight == 1 { head.headerFields[.connection] = "close" }
        guard head.status.code >= 400, head.headerFields[.contentLength] == "0" else {
            return context.write(wrapOutboundOut(.head(head)), promise: promise)
        }
        // Hummingbird's own answer to bytes that are no HTTP, which has no body.
        let body = Problem.bytes(of: head.status)
        head.headerFields[.contentType] = ContentTypes.problem
        head.headerFields[.contentLength] = String(body.count)
        context.write(wrapOutboundOut(.head(head)), promise: promise)
        context.write(wrapOutboundOut(.body(ByteBuffer(bytes: body))), promise: nil)
    }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        switch event {
        case is ChannelShouldQuiesceEvent: drain(context)
        case ChannelEvent.inputClosed:
            clientLeft()
            context.fireUserInboundEventTriggered(event)
        default: context.fireUserInboundEventTriggered(event)
        }
    }

    func channelInactive(context: ChannelHandlerContext) {
        clientLeft()
        context.fireChannelInactive()
    }

    private func clientLeft() {
        isInputClosed = true
        whenClientLeaves?()
        whenClientLeaves = nil
    }

    /// An idle connection may have a request under way to us: it is answered for a while yet, and
    /// each answer closes its connection.
    private func drain(_ context: ChannelHandlerContext) {
        isDraining = true
        guard inFlight == 0 else { return quiesce(context) }
        let bound = NIOLoopBound((self, context), eventLoop: context.eventLoop)
        context.eventLoop.scheduleTask(in: lingering) {
            let (handler, context) = bound.value
            if handler.inFlight == 0 { handler.quiesce(context) }
        }
    }

    private func quiesce(_ context: ChannelHandlerContext) {
        context.fireUserInboundEventTriggered(ChannelShouldQuiesceEvent())
    }
}

extension Problem {
    fileprivate static func bytes(of status: HTTPResponse.Status) -> [UInt8] {
        let isClients = status.code < 500
        let problem = Problem(
            isClients ? .badRequest : .internalError, status: status.code,
            detail: isClients ? "The bytes are not an HTTP/1.1 request." : "The service failed.")
        var bytes: [UInt8] = []
        problem.append(to: &bytes)
        return bytes
    }
}
