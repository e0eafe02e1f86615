import NIOCore
import Synchronization

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#elseif canImport(Darwin)
    import Darwin
#endif

/// One connection to a fake: cuts what it reads into requests and plays the script's steps.
final class FakeHandler: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    private let fake: Fake
    private var unread = ""
    private var connection = 0
    private var requests = 0

    init(_ fake: Fake) { self.fake = fake }

    func channelActive(context: ChannelHandlerContext) {
        let channel = context.channel
        connection = fake.memory.withLock { memory in
            memory.open[memory.opened] = channel
            memory.opened += 1
            return memory.opened - 1
        }
    }

    func channelInactive(context: ChannelHandlerContext) {
        let number = connection
        fake.memory.withLock { memory in
            memory.open[number] = nil
            memory.closed += 1
        }
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        unread += String(buffer: unwrapInboundIn(data))
        while let asked = nextRequest() {
            fake.memory.withLock { $0.asked.append(asked) }
            for step in fake.script(asked) { perform(step, context) }
        }
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        context.close(promise: nil)
    }

    private func nextRequest() -> Fake.Asked? {
        guard let end = unread.firstRange(of: "\r\n\r\n") else { return nil }
        let head = unread[..<end.lowerBound]
        let length =
            head.lowercased().split(separator: "\r\n").lazy
            .compactMap { $0.hasPrefix("content-length: ") ? Int($0.dropFirst(16)) : nil }.first
            ?? 0
        let rest = unread[end.upperBound...]
        guard rest.utf8.count >= length else { return nil }
        let words = head.prefix { $0 != "\r\n" }.split(separator: " ")
        let target = String(words.dropFirst().first ?? "")
        let asked = Fake.Asked(
            method: String(words.first ?? ""), target: target,
            head: String(head), body: String(rest.utf8.prefix(length)) ?? "",
            connection: connection, request: requests,
            before: fake.asked.count { $0.target == target })
        requests += 1
        unread = String(rest.utf8.dropFirst(length)) ?? ""
        return asked
    }

    private func perform(_ step: Fake.Step, _ context: ChannelHandlerContext) {
        switch step {
        case .send(let text):
            context.writeAndFlush(wrapOutboundOut(ByteBuffer(string: text)), promise: nil)
        case .close: context.close(promise: nil)
        case .reset:
            let channel = context.channel
            let linger = linger(l_onoff: 1, l_linger: 0)
            (channel as? any SocketOptionProvider)?.setSoLinger(linger)
                .whenComplete { _ in channel.close(promise: nil) }
        case .sendAll(let text):
            for channel in fake.memory.withLock({ Array($0.open.values) }) {
                channel.writeAndFlush(ByteBuffer(string: text), promise: nil)
            }
        case .closeAll:
            for channel in fake.memory.withLock({ Array($0.open.values) }) {
                channel.close(promise: nil)
            }
        }
    }
}
