/// Eight bytes of a tree to walk: a float32 threshold, 14 bits of feature, 18 bits of distance.
///
/// Siblings stand side by side, and a walk moves by `slot + toRight - (x < threshold ? 1 : 0)`. A leaf
/// moves to itself: its threshold is a NaN, which nothing is less than, and its distance is 0. The
/// leaf's row of values stands in the NaN's spare bits.
@frozen
public struct WalkNode: BitwiseCopyable, Sendable {
    public let threshold: Float
    public let link: UInt32

    @inlinable
    public init(threshold: Float, feature: Int, toRight: Int) {
        self.threshold = threshold
        link = UInt32(toRight) << 14 | UInt32(feature)
    }

    @inlinable
    public init(leafRow: Int) {
        threshold = Float(bitPattern: 0x7FC0_0000 | UInt32(leafRow))
        link = 0
    }

    @inlinable
    @inline(__always)
    public var feature: Int { Int(truncatingIfNeeded: link & (1 << 14 - 1)) }

    @inlinable
    @inline(__always)
    public var toRight: Int { Int(truncatingIfNeeded: link >> 14) }

    @inlinable
    @inline(__always)
    public var leafRow: Int { Int(truncatingIfNeeded: threshold.bitPattern & (1 << 22 - 1)) }
}

/// Where a tree to walk begins, and how many steps its deepest leaf is away.
public struct WalkTree: BitwiseCopyable, Sendable {
    public let root: Int32
    public let depth: Int32

    public init(root: Int32, depth: Int32) {
        self.root = root
        self.depth = depth
    }
}

/// Walks that go side by side: while one waits for its node, the others go on.
@inlinable public var walksAtOnce: Int { 32 }
