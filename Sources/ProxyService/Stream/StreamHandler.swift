import FanOut
import HTTPTypes
import Hummingbird
import InferenceAPI
import NIOCore
import Serving
import Upstreams

extension Generation {
    /// How long a stream is silent before the client is told that it goes on.
    static let heartbeat = Duration.seconds(10)

    /// `POST /predict/stream`: each service's result the moment it arrives, then the aggregate.
    func stream(_ request: Request, _ context: ServiceContext) async throws -> Response {
        let start = Deadline.now
        let query = try await query(request, .labelled, context)
        let format = StreamFormat(request)
        let body = ResponseBody { [self] writer in
            let (events, feed) = AsyncStream<[UInt8]>.makeStream()
            let writing = StreamEvents(
                format: format, start: start, isExplained: query.isExplained)
            begin(query, writing, feed, context)
            try await withThrowingTaskGroup(of: Void.self) { tasks in
                tasks.addTask {
                    while !Task.isCancelled {
                        try await Task.sleep(for: Self.heartbeat)
                        feed.yield(format.heartbeat)
                    }
                }
                // A client that does not read holds up this loop; there are only a few events.
                for await event in events { try await writer.write(ByteBuffer(bytes: event)) }
                tasks.cancelAll()
            }
            try await writer.finish(nil)
        }
        return Response(
            status: .ok,
            headers: [.contentType: format.contentType, .cacheControl: "no-store"], body: body)
    }

    /// Has the request answered on its connection's event loop, each event into the feed, which then
    /// ends.
    private func begin(
        _ query: PredictQuery, _ events: StreamEvents, _ feed: AsyncStream<[UInt8]>.Continuation,
        _ context: ServiceContext
    ) {
        context.eventLoop.execute { [self] in
            let call = PredictCall(
                query, requestID: context.requestID, of: self,
                upstreams: upstreams.onLoop(context.eventLoop),
                progress: { site, run in
                    if let event = events.event(of: site, in: run) { feed.yield(event) }
                },
                finished: { _, run in
                    context.notes.note(outcomes: run.outcomeWords)
                    feed.yield(events.end(of: run, requestID: context.requestID))
                    feed.finish()
                })
            context.onClientLeaving { [weak call] in call?.clientLeft() }
            call.start()
        }
    }
}
