import InferenceAPI

/// What decides between the shares of a split: the same for the same key of a client, else by chance.
struct SplitKey: Sendable {
    /// Uniform over all numbers.
    let value: UInt64

    /// - Parameter text: what the client gives by `?key=` or `X-Chorus-Key`; nil: the request's own id
    ///   decides.
    init(_ text: (some StringProtocol)?, requestID: RequestID) {
        value = text.map { Self.hash($0.utf8) } ?? Self.hash(requestID.text.utf8)
    }

    init(requestID: RequestID) { value = Self.hash(requestID.text.utf8) }

    /// FNV-1a of 64 bits, and the finaliser of MurmurHash3 behind it, whose high bits depend on all of
    /// the text. Replicas of a proxy must agree, so it is not Swift's, which differs by process.
    private static func hash(_ bytes: some Sequence<UInt8>) -> UInt64 {
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        for byte in bytes { hash = (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01B3 }
        hash = (hash ^ (hash >> 33)) &* 0xFF51_AFD7_ED55_8CCD
        hash = (hash ^ (hash >> 33)) &* 0xC4CE_B9FE_1A85_EC53
        return hash ^ (hash >> 33)
    }
}
