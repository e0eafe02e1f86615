import NIOCore

/// A packet filter on a listening socket that lets no new connection begin, while those whose
/// handshake is under way still come in (Linux, socket(7): `SO_ATTACH_FILTER`).
///
/// Closing a listening socket resets what waits in its queue, requests included. Behind this filter
/// the queue runs empty first. Whoever knocks meanwhile hears nothing, and is refused when it knocks
/// again, a second later, at a socket that is closed.
enum DoorFilter {
    /// True if the socket has the filter now.
    static func attach(to channel: any Channel) async -> Bool {
        #if os(Linux)
            guard channel.localAddress?.port != nil,
                let socket = channel as? any SocketOptionProvider
            else { return false }
            let filter = UnsafeMutableBufferPointer<Instruction>.allocate(capacity: program.count)
            // The kernel has copied the program when the option is set.
            defer { filter.deallocate() }
            _ = filter.initialize(from: program)
            let value = Program(
                length: UInt(filter.count), address: UInt(bitPattern: filter.baseAddress))
            let isSet = socket.unsafeSetSocketOption(
                level: .socket, name: .init(rawValue: 26), value: value)
            return (try? await isSet.get()) != nil
        #else
            return false
        #endif
    }

    /// `struct sock_fprog`: its 16-bit length is padded to the width of the address.
    private struct Program: Sendable {
        /// Little-endian as all of Swift's Linux platforms, so the low 16 bits come first.
        let length: UInt
        let address: UInt
    }

    /// `struct sock_filter`
    private struct Instruction: Sendable {
        let code: UInt16
        let whenTrue: UInt8
        let whenFalse: UInt8
        let operand: UInt32
    }

    /// Drops segments with SYN and without ACK; byte 13 of a TCP header holds the flags.
    private static var program: [Instruction] {
        [
            Instruction(code: 0x30, whenTrue: 0, whenFalse: 0, operand: 13),  // load byte 13
            Instruction(code: 0x54, whenTrue: 0, whenFalse: 0, operand: 0x12),  // SYN, ACK
            Instruction(code: 0x15, whenTrue: 0, whenFalse: 1, operand: 0x02),  // SYN alone?
            Instruction(code: 0x06, whenTrue: 0, whenFalse: 0, operand: 0),  // drop
            Instruction(code: 0x06, whenTrue: 0, whenFalse: 0, operand: .max),  // pass
        ]
    }
}
