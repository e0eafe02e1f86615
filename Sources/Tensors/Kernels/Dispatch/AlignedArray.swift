#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#elseif canImport(Darwin)
    import Darwin
#endif

/// Numbers that stay where they are and never change, at the start of a cache line: kernels keep
/// pointers into them. Vectors may read up to two cache lines beyond the end, which are zeros.
///
/// It is unchecked because of its pointer, through which nobody writes after the initialiser.
final class AlignedArray<Element: BitwiseCopyable>: @unchecked Sendable {
    private static var slack: Int { 256 }
    private static var hugePage: Int { 2 << 20 }

    let count: Int
    let start: UnsafePointer<Element>
    private let memory: UnsafeMutableRawPointer

    /// - Parameter fill: gets room for `count` elements, all of whose bits are zero.
    init(count: Int, fill: (UnsafeMutablePointer<Element>) -> Void) {
        let bytes = count * MemoryLayout<Element>.stride + Self.slack
        // Large tables lie on huge pages: their look-ups are spread, and each small page would
        // want its own translation.
        let isLarge = bytes >= Self.hugePage
        let alignment = isLarge ? Self.hugePage : 64
        let memory = UnsafeMutableRawPointer.allocate(byteCount: bytes, alignment: alignment)
        #if os(Linux)
            if isLarge { madvise(memory, bytes, Int32(MADV_HUGEPAGE)) }
        #endif
        memory.initializeMemory(as: UInt8.self, repeating: 0, count: bytes)
        let elements = memory.bindMemory(to: Element.self, capacity: count)
        fill(elements)
        self.memory = memory
        self.count = count
        start = UnsafePointer(elements)
    }

    convenience init(_ elements: [Element]) {
        self.init(count: elements.count) { start in
            elements.withUnsafeBufferPointer { source in
                guard let base = source.baseAddress else { return }
                start.update(from: base, count: source.count)
            }
        }
    }

    var buffer: UnsafeBufferPointer<Element> { UnsafeBufferPointer(start: start, count: count) }

    deinit { memory.deallocate() }
}
