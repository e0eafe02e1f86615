import KernelLayouts

/// A node of a packed tree: siblings stand side by side, and a walk moves by
/// `slot + toRight - (x < threshold ? 1 : 0)`.
///
/// A leaf moves to itself: its threshold is a NaN, which nothing is less than, and its distance is
/// 0. So eight walks can take the same number of steps without asking who has arrived. The leaf's
/// row of values stands in the NaN's spare bits.
protocol PackedNode: BitwiseCopyable, Sendable {
    associatedtype Threshold: Real
    /// The largest index of a feature, distance and leaf row that fit.
    static var largestFeature: Int { get }
    static var largestDistance: Int { get }
    static var largestLeafRow: Int { get }

    init(threshold: Threshold, feature: Int, toRight: Int)
    /// A branch of membership in the set that begins at `set` of the forest's set words; nil where
    /// the layout has none.
    init?(set: Int, missingGoesFirst: Bool, feature: Int, toRight: Int)
    init(leafRow: Int)
    var threshold: Threshold { get }
    var feature: Int { get }
    var toRight: Int { get }
    var leafRow: Int { get }
    /// Whether `x` leads to the first of the two children.
    ///
    /// - Precondition: `sets` are the set words of the node's forest.
    func leadsFirst(_ x: Threshold, _ sets: UnsafePointer<UInt32>) -> Bool
}

extension PackedNode {
    init?(set: Int, missingGoesFirst: Bool, feature: Int, toRight: Int) { nil }

    @inline(__always)
    func leadsFirst(_ x: Threshold, _ sets: UnsafePointer<UInt32>) -> Bool { x < threshold }
}

extension WalkNode: PackedNode {
    static var largestFeature: Int { 1 << 14 - 1 }
    static var largestDistance: Int { 1 << 18 - 1 }
    static var largestLeafRow: Int { 1 << 22 - 1 }
}

/// Sixteen bytes: a float64 threshold, and room for every index a file can hold.
struct WideNode: PackedNode {
    static var largestFeature: Int { Int(UInt32.max) }
    static var largestDistance: Int { Int(UInt32.max) }
    static var largestLeafRow: Int { 1 << 51 - 1 }
    private static var quietNaN: UInt64 { 0x7FF8_0000_0000_0000 }

    let threshold: Double
    private let feature32: UInt32
    private let distance32: UInt32

    init(threshold: Double, feature: Int, toRight: Int) {
        self.threshold = threshold
        feature32 = UInt32(feature)
        distance32 = UInt32(toRight)
    }

    init(leafRow: Int) {
        threshold = Double(bitPattern: Self.quietNaN | UInt64(leafRow))
        feature32 = 0
        distance32 = 0
    }

    @inline(__always) var feature: Int { Int(truncatingIfNeeded: feature32) }
    @inline(__always) var toRight: Int { Int(truncatingIfNeeded: distance32) }
    @inline(__always) var leafRow: Int {
        Int(truncatingIfNeeded: threshold.bitPattern & (1 << 51 - 1))
    }
}

extension Real {
    /// `bound` such that, for every number x of this width, `x <= threshold` exactly if
    /// `x < bound`; with `strict`, `x < threshold` exactly if `x < bound`.
    ///
    /// - Precondition: `threshold` is finite.
    static func bound(of threshold: Double, strict: Bool) -> Self {
        let nearest = Self(threshold)
        // The largest number of this width that is not above the threshold.
        let floor = Double(nearest) > threshold ? nearest.nextDown : nearest
        return strict && Double(floor) == threshold ? floor : floor.nextUp
    }
}
