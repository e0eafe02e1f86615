/// Eight decimal digits in the eight bytes of one word, the first of them lowest.
///
/// Measured and model-made features have runs of digits this long after the point, and one word is
/// checked and computed in about the time of two single digits.
struct EightDigits {
    private let digits: UInt64

    /// Nil unless all eight bytes are digits.
    @inline(__always)
    init?(_ bytes: UInt64) {
        // A digit has the upper half 3, and keeps it when 6 is added, unlike the six characters
        // after 9. The first test leaves bytes up to 0x3F only, so nothing carries in the second.
        let upperHalves: UInt64 = 0xF0F0_F0F0_F0F0_F0F0
        let zeros: UInt64 = 0x3030_3030_3030_3030
        guard bytes & upperHalves == zeros,
            (bytes &+ 0x0606_0606_0606_0606) & upperHalves == zeros
        else { return nil }
        digits = bytes &- zeros
    }

    /// The number that they write: neighbours are joined to pairs, these to fours, these to eight.
    @inline(__always)
    var value: UInt64 {
        let pairs = (digits &* 10 &+ digits >> 8) & 0x00FF_00FF_00FF_00FF
        let fours = (pairs &* 100 &+ pairs >> 16) & 0x0000_FFFF_0000_FFFF
        return (fours &* 10_000 &+ fours >> 32) & 0xFFFF_FFFF
    }
}
