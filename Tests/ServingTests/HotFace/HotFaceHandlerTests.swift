import HTTPTypes
import InferenceAPI
import Logging
import NIOCore
import NIOEmbedded
import Testing

@testable import Serving

@Suite struct HotFaceHandlerTests {
    static let request =
        "POST /predict HTTP/1.1\r\nx-request-id: a\r\ncontent-length: 4\r\n\r\n1234"
    static let foreign = "GET /health HTTP/1.1\r\nhost: x\r\n\r\n"

    @Test("a request is answered at the socket, and the handlers behind see nothing")
    func answers() throws {
        let scene = try Scene { $0.answer(.json(Array("ok".utf8))) }

        try scene.send(Self.request)

        #expect(try scene.sent().hasSuffix("\r\n\r\nok"))
        #expect(scene.behind.text.isEmpty)
        #expect(!scene.behind.isActive)
    }

    @Test("a request may come in pieces of any length", arguments: 1..<70)
    func pieces(length: Int) throws {
        let scene = try Scene { $0.answer(.json(Array($0.request.body.readableBytesView))) }
        let bytes = Array(Self.request.utf8)

        for start in stride(from: 0, to: bytes.count, by: length) {
            let piece = bytes[start..<min(start + length, bytes.count)]
            try scene.send(String(decoding: piece, as: UTF8.self))
        }

        #expect(try scene.sent().hasSuffix("\r\n\r\n1234"))
        #expect(scene.behind.text.isEmpty)
    }

    @Test("requests sent ahead are answered in order, in one write")
    func ahead() throws {
        let scene = try Scene { $0.answer(.json(Array($0.request.body.readableBytesView))) }

        try scene.send(Self.request + Self.request.replacing("1234", with: "5678"))

        let writes = try scene.writes()
        #expect(writes.count == 1)
        let parts = writes.joined().split(separator: "\r\n\r\n").map { $0.prefix(4) }
        #expect(parts == ["HTTP", "1234", "5678"])
    }

    @Test("a request sent ahead waits until the one before it is answered")
    func waits() throws {
        let open = Box<[HotExchange]>([])
        let scene = try Scene { open.value.append($0) }

        try scene.send(Self.request + Self.request)
        #expect(open.value.count == 1)
        open.value[0].answer(.json([0x31]))

        #expect(open.value.count == 2)
        #expect(try scene.writes().count == 1)
        open.value[0].answer(.json([0x32]))
        #expect(try scene.writes().isEmpty, "only the first answer to a request counts")
    }

    @Test("what is foreign is given away whole, and everything after it")
    func givenAway() throws {
        let scene = try Scene { $0.answer(.json([0x31])) }

        try scene.send(Self.request + Self.foreign)
        try scene.send(Self.request)

        #expect(try scene.writes().count == 1)
        #expect(scene.behind.isActive)
        #expect(scene.behind.text == Self.foreign + Self.request)
    }

    @Test("what follows an open request is given away when that is answered")
    func givenAwayLater() throws {
        let open = Box<[HotExchange]>([])
        let scene = try Scene { open.value.append($0) }

        try scene.send(Self.request + Self.foreign)
        #expect(scene.behind.text.isEmpty)
        open.value[0].answer(.json([0x31]))

        #expect(scene.behind.text == Self.foreign)
    }

    @Test("an error is answered as a problem")
    func problem() throws {
        let scene = try Scene {
            $0.answer(ProblemResponse(.unfitData, .unprocessableContent, "No."))
        }

        try scene.send(Self.request)

        let text = try scene.sent()
        #expect(text.hasPrefix("HTTP/1.1 422 Unprocessable Entity\r\n"))
        #expect(text.hasSuffix(#""detail":"No.","request_id":"a"}"#))
    }

    @Test("a client that leaves is told of once")
    func leaving() throws {
        let left = Box(0)
        let scene = try Scene { $0.onClientLeaving { left.value += 1 } }
        try scene.send(Self.request)

        scene.channel.pipeline.fireUserInboundEventTriggered(ChannelEvent.inputClosed)
        scene.channel.pipeline.fireChannelInactive()

        #expect(left.value == 1)
    }

    @Test("a client that sends far ahead is not read until it is answered")
    func backPressure() throws {
        let open = Box<[HotExchange]>([])
        let scene = try Scene { open.value.append($0) }
        try scene.send(Self.request + String(repeating: Self.request, count: 1_000))
        scene.reads.value = 0

        scene.channel.read()
        #expect(scene.reads.value == 0)
        open.value[0].answer(.json([0x31]))
        #expect(scene.reads.value == 0, "the next one is open, and most are still ahead")
        while let last = open.value.popLast(), scene.reads.value == 0 { last.answer(.json([])) }

        #expect(scene.reads.value > 0)
    }

    @Test("while the process drains, an answer closes its connection")
    func draining() throws {
        let open = Box<[HotExchange]>([])
        let scene = try Scene { open.value.append($0) }
        try scene.send(Self.request)

        scene.channel.pipeline.fireUserInboundEventTriggered(ChannelShouldQuiesceEvent())
        #expect(scene.channel.isActive)
        open.value[0].answer(.json([0x31]))

        #expect(try scene.sent().contains("\r\nConnection: close\r\n\r\n"))
        #expect(!scene.channel.isActive)
    }

    @Test("while the process drains, an idle connection is heard for a while yet")
    func lingering() throws {
        let scene = try Scene { $0.answer(.json([0x31])) }

        scene.channel.pipeline.fireUserInboundEventTriggered(ChannelShouldQuiesceEvent())
        scene.loop.advanceTime(by: .milliseconds(499))
        #expect(scene.channel.isActive)
        scene.loop.advanceTime(by: .milliseconds(1))

        #expect(!scene.channel.isActive)
    }

    @Test("a connection that is given away while the process drains is told of it")
    func drainingForeign() throws {
        let scene = try Scene { $0.answer(.json([0x31])) }
        scene.channel.pipeline.fireUserInboundEventTriggered(ChannelShouldQuiesceEvent())
        #expect(!scene.behind.isDraining)

        try scene.send(Self.foreign)

        #expect(scene.behind.isDraining)
    }

    @Test("while the process drains, a request that has begun may arrive")
    func drainingHalf() throws {
        let scene = try Scene { $0.answer(.json([0x31])) }
        try scene.send(String(Self.request.dropLast(2)))

        scene.channel.pipeline.fireUserInboundEventTriggered(ChannelShouldQuiesceEvent())
        scene.loop.advanceTime(by: .seconds(2))
        #expect(scene.channel.isActive)
        try scene.send("34")

        #expect(try scene.sent().contains("\r\nConnection: close\r\n\r\n"))
        #expect(!scene.channel.isActive)
    }

    @Test("a silent connection is closed, one that waits for its answer is not")
    func silence() throws {
        let open = Box<[HotExchange]>([])
        let scene = try Scene { open.value.append($0) }
        try scene.send(Self.request)

        scene.loop.advanceTime(by: .seconds(500))
        #expect(scene.channel.isActive)
        open.value[0].answer(.json([0x31]))
        scene.loop.advanceTime(by: .seconds(59))
        #expect(scene.channel.isActive)
        scene.loop.advanceTime(by: .seconds(61))

        #expect(!scene.channel.isActive)
    }

    @Test("a head that dribbles in ends the connection, a body that does so may go on")
    func slowHead() throws {
        let scene = try Scene { $0.answer(.json([0x31])) }
        let head = String(Self.request.dropLast(4))

        try scene.send(head)
        scene.loop.advanceTime(by: .seconds(11))
        #expect(scene.channel.isActive)
        try scene.send("1234")
        #expect(try scene.writes().count == 1)
        try scene.send("POST /pred")
        scene.loop.advanceTime(by: .seconds(10))

        #expect(!scene.channel.isActive)
    }
}

/// A connection with a hot face, and what stands behind it.
private struct Scene {
    let channel: EmbeddedChannel
    let behind = Behind()
    let reads = Box(0)

    var loop: EmbeddedEventLoop { channel.embeddedEventLoop }

    init(_ answer: @escaping @Sendable (HotExchange) -> Void) throws {
        var routes = HotRoutes()
        routes.post("/predict", answer)
        let log = RequestLog(
            logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() },
            metrics: RequestMetrics(MetricsRegistry(), routes: routes.paths), level: .debug)
        channel = EmbeddedChannel()
        let pipeline = channel.pipeline.syncOperations
        let settings = ServerSettings(listen: .unix(path: "/x"))
        let face = HotFaceHandler(HotFace(routes: routes, settings: settings, log: log)) {
            [behind] begin in
            #expect(throws: Never.self) { try pipeline.addHandler(behind) }
            begin()
        }
        try pipeline.addHandlers([ReadCounter(reads), face])
        try channel.connect(to: SocketAddress(unixDomainSocketPath: "/x")).wait()
    }

    func send(_ text: String) throws { try channel.writeInbound(ByteBuffer(string: text)) }

    /// Everything that was written since the last time.
    func sent() throws -> String { try writes().joined() }

    func writes() throws -> [String] {
        var writes: [String] = []
        while let buffer = try channel.readOutbound(as: ByteBuffer.self) {
            writes.append(String(buffer: buffer))
        }
        return writes
    }
}

/// Remembers what reaches the ordinary face.
private final class Behind: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer
    private(set) var text = ""
    private(set) var isActive = false
    private(set) var isDraining = false

    func channelActive(context: ChannelHandlerContext) { isActive = true }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        text += String(buffer: unwrapInboundIn(data))
    }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        if event is ChannelShouldQuiesceEvent { isDraining = true }
    }
}

/// Counts the reads that reach the socket.
private final class ReadCounter: ChannelOutboundHandler {
    typealias OutboundIn = ByteBuffer
    private let reads: Box<Int>

    init(_ reads: Box<Int>) { self.reads = reads }

    func read(context: ChannelHandlerContext) {
        reads.value += 1
        context.read()
    }
}

/// One value, for the one thread of an embedded channel.
private final class Box<Value>: @unchecked Sendable {
    // An embedded channel calls all its handlers on the test's own thread.
    var value: Value

    init(_ value: Value) { self.value = value }
}
