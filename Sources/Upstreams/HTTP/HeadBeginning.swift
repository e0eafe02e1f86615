import InferenceAPI

/// What the last head of a connection began with, up to the first line that is another in each answer:
/// a member's heads are mostly alike, and what was read once need not be read again.
struct HeadBeginning {
    /// Bytes of it that are kept, at most.
    private static let mostBytes = 1_024

    /// What the lines said.
    private(set) var head = ResponseHead(
        status: 0, framing: .untilClose, keepAlive: true, model: nil, length: 0)
    private(set) var fields = HeadFields()
    /// Bytes that they are.
    private(set) var end = 0
    private var bytes: [UInt8] = []

    init() {}

    init(_ head: ResponseHead, _ fields: HeadFields = HeadFields(), end: Int) {
        (self.head, self.fields, self.end) = (head, fields, end)
    }

    func isBeginning(of head: Span<UInt8>) -> Bool {
        !bytes.isEmpty && head.count > end && head.isSame(bytes, as: 0..<end)
    }

    /// From now on heads may be known by these bytes.
    mutating func keep(_ head: Span<UInt8>) {
        guard end <= Self.mostBytes else { return }
        bytes.append(head.extracting(0..<end))
    }
}
