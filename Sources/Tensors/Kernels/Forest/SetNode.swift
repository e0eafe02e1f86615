/// Sixteen bytes as a ``WideNode``, in a forest some of whose branches ask for membership of a set:
/// two bits of the feature say so, and the threshold's bits are then the place of the set.
///
/// A form of its own, so that forests without sets do not pay for the question.
struct SetNode: PackedNode {
    static var largestFeature: Int { Int(featureMask) }
    static var largestDistance: Int { WideNode.largestDistance }
    static var largestLeafRow: Int { WideNode.largestLeafRow }
    private static var featureMask: UInt32 { 1 << 30 - 1 }
    private static var isSet: UInt32 { 1 << 31 }
    private static var missingGoesFirst: UInt32 { 1 << 30 }
    private static var quietNaN: UInt64 { 0x7FF8_0000_0000_0000 }

    let threshold: Double
    private let feature32: UInt32
    private let distance32: UInt32

    init(threshold: Double, feature: Int, toRight: Int) {
        self.threshold = threshold
        feature32 = UInt32(feature)
        distance32 = UInt32(toRight)
    }

    init?(set: Int, missingGoesFirst: Bool, feature: Int, toRight: Int) {
        threshold = Double(bitPattern: UInt64(set))
        feature32 =
            Self.isSet | (missingGoesFirst ? Self.missingGoesFirst : 0) | UInt32(feature)
        distance32 = UInt32(toRight)
    }

    init(leafRow: Int) {
        threshold = Double(bitPattern: Self.quietNaN | UInt64(leafRow))
        feature32 = 0
        distance32 = 0
    }

    @inline(__always) var feature: Int { Int(truncatingIfNeeded: feature32 & Self.featureMask) }
    @inline(__always) var toRight: Int { Int(truncatingIfNeeded: distance32) }
    @inline(__always) var leafRow: Int {
        Int(truncatingIfNeeded: threshold.bitPattern & (1 << 51 - 1))
    }

    @inline(__always)
    func leadsFirst(_ x: Double, _ sets: UnsafePointer<UInt32>) -> Bool {
        if feature32 & Self.isSet == 0 { return x < threshold }
        if x.isNaN { return feature32 & Self.missingGoesFirst != 0 }
        return PackedSets.goesLeft(x, sets + Int(truncatingIfNeeded: threshold.bitPattern))
    }
}
