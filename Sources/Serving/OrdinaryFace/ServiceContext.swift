public import Hummingbird
public import InferenceAPI
public import NIOCore

/// What a request carries on its way through the ordinary face.
public struct ServiceContext: RequestContext {
    public var coreContext: CoreRequestContextStorage
    /// Stamped by `EnvelopeMiddleware`.
    public var requestID: InferenceAPI.RequestID
    /// What handlers add to the request's log line.
    public let notes = RequestNotes()
    private let channel: any Channel

    public init(source: ApplicationRequestContextSource) {
        coreContext = .init(source: source)
        var random = SystemRandomNumberGenerator()
        requestID = InferenceAPI.RequestID.make(using: &random)
        channel = source.channel
    }

    /// The loop that the request's connection lives on.
    public var eventLoop: any EventLoop { channel.eventLoop }

    /// Has a closure called, on the event loop, when the client leaves before its response has
    /// ended. Call it on the event loop.
    public func onClientLeaving(_ leave: @escaping () -> Void) {
        let edge = try? channel.pipeline.syncOperations.handler(type: RequestEdgeHandler.self)
        edge?.onClientLeaving(leave)
    }
}
