import InferenceAPI

/// How the keys of requests are divided among the children of a step.
public struct Split: Sendable {
    /// The sum of the weights up to and with each child, the last being 1.
    let ends: [Double]
    /// Which split of its plan it is: each divides the keys in another way, so that one within or
    /// beside another is independent of it.
    let ordinal: Int

    init(weights: [Double], ordinal: Int) {
        let sum = weights.reduce(0, +)
        var ends: [Double] = []
        for weight in weights { ends.append((ends.last ?? 0) + weight / sum) }
        self.ends = ends
        self.ordinal = ordinal
    }

    /// The child that a key leads to.
    func share(for key: UInt64) -> Int {
        let point = Self.point(of: key, ordinal: ordinal)
        return ends.firstIndex { point < $0 } ?? ends.count - 1
    }

    /// From 0 to 1. The first split of a plan takes the key as it is.
    public static func point(of key: UInt64, ordinal: Int) -> Double {
        var own = key
        for _ in 0..<ordinal {
            var mixer = SplitMix64(seed: own)
            own = mixer.next()
        }
        return Double(own >> 11) * 0x1p-53
    }
}
