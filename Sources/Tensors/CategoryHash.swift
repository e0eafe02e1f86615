/// The hash by which CatBoost knows a category: the low half of CityHash64, version 1.0, of its
/// UTF-8 bytes (Pike and Alakuijala, 2011). Later versions of that hash give other numbers.
public struct CategoryHash {
    private let bytes: [UInt8]
    private var count: UInt64 { UInt64(bytes.count) }

    private static let k0: UInt64 = 0xC3A5_C85C_97CB_3127
    private static let k1: UInt64 = 0xB492_B66F_BE98_F273
    private static let k2: UInt64 = 0x9AE1_6A3B_2F90_404F
    private static let k3: UInt64 = 0xC949_D7C7_509E_6557

    /// The low half, as CatBoost's models write it.
    public static func value(of text: String) -> Int32 {
        Int32(truncatingIfNeeded: CategoryHash(Array(text.utf8)).hash)
    }

    public init(_ bytes: [UInt8]) { self.bytes = bytes }

    /// All 64 bits.
    public var hash: UInt64 {
        switch bytes.count {
        case 0: Self.k2
        case 1...3: upTo3
        case 4...8: upTo8
        case 9...16: upTo16
        case 17...32: upTo32
        case 33...64: upTo64
        default: long
        }
    }

    private var upTo3: UInt64 {
        let (first, middle) = (UInt32(bytes[0]), UInt32(bytes[bytes.count >> 1]))
        let low = first &+ middle << 8
        let high = UInt32(bytes.count) &+ UInt32(bytes[bytes.count - 1]) << 2
        return Self.mix(UInt64(low) &* Self.k2 ^ UInt64(high) &* Self.k3) &* Self.k2
    }

    private var upTo8: UInt64 {
        Self.pair(count &+ word32(0) << 3, word32(bytes.count - 4))
    }

    private var upTo16: UInt64 {
        let last = word(bytes.count - 8)
        return Self.pair(word(0), Self.rotate(last &+ count, bytes.count)) ^ last
    }

    private var upTo32: UInt64 {
        let a = word(0) &* Self.k1
        let b = word(8)
        let c = word(bytes.count - 8) &* Self.k2
        let d = word(bytes.count - 16) &* Self.k0
        return Self.pair(
            Self.rotate(a &- b, 43) &+ Self.rotate(c, 30) &+ d,
            a &+ Self.rotate(b ^ Self.k3, 20) &- c &+ count)
    }

    private var upTo64: UInt64 {
        let end = bytes.count
        let v = half(
            word(0) &+ (count &+ word(end - 16)) &* Self.k0, word(24), word(8), word(16))
        let w = half(
            word(16) &+ word(end - 32), word(end - 8), word(end - 24), word(end - 16))
        let mixed = Self.mix((v.low &+ w.high) &* Self.k2 &+ (w.low &+ v.high) &* Self.k0)
        return Self.mix(mixed &* Self.k0 &+ v.high) &* Self.k2
    }

    /// One side of a text of 33 to 64 bytes.
    private func half(
        _ start: UInt64, _ z: UInt64, _ second: UInt64, _ third: UInt64
    ) -> (low: UInt64, high: UInt64) {
        var a = start
        let b = Self.rotate(a &+ z, 52)
        var c = Self.rotate(a, 37)
        a = a &+ second
        c = c &+ Self.rotate(a, 7)
        a = a &+ third
        return (a &+ z, b &+ Self.rotate(a, 31) &+ c)
    }
}

extension CategoryHash {
    /// Texts of more than 64 bytes: 64 at a time, after the last 64.
    private var long: UInt64 {
        let end = bytes.count
        var x = word(0)
        var y = word(end - 16) ^ Self.k1
        var z = word(end - 56) ^ Self.k0
        var v = block(end - 64, count, y)
        var w = block(end - 32, count &* Self.k1, Self.k0)
        z = z &+ Self.mix(v.high) &* Self.k1
        x = Self.rotate(z &+ x, 39) &* Self.k1
        y = Self.rotate(y, 33) &* Self.k1
        for start in stride(from: 0, to: (end - 1) & ~63, by: 64) {
            x = Self.rotate(x &+ y &+ v.low &+ word(start + 16), 37) &* Self.k1 ^ w.high
            y = Self.rotate(y &+ v.high &+ word(start + 48), 42) &* Self.k1 ^ v.low
            z = Self.rotate(z ^ w.low, 33)
            v = block(start, v.high &* Self.k1, x &+ w.low)
            w = block(start + 32, z &+ w.high, y)
            swap(&z, &x)
        }
        return Self.pair(
            Self.pair(v.low, w.low) &+ Self.mix(y) &* Self.k1 &+ z,
            Self.pair(v.high, w.high) &+ x)
    }

    /// Two words of 32 bytes from `start` and two seeds.
    private func block(
        _ start: Int, _ seedA: UInt64, _ seedB: UInt64
    ) -> (low: UInt64, high: UInt64) {
        let last = word(start + 24)
        let first = seedA &+ word(start)
        let b = Self.rotate(seedB &+ first &+ last, 21)
        let a = first &+ word(start + 8) &+ word(start + 16)
        return (a &+ last, b &+ Self.rotate(a, 44) &+ first)
    }

    /// Two words hashed to one, as Murmur does.
    private static func pair(_ low: UInt64, _ high: UInt64) -> UInt64 {
        let multiplier: UInt64 = 0x9DDF_EA08_EB38_2D69
        let a = mix((low ^ high) &* multiplier)
        return mix((high ^ a) &* multiplier) &* multiplier
    }

    private static func mix(_ value: UInt64) -> UInt64 { value ^ value >> 47 }

    /// To the right, by 1 to 63.
    private static func rotate(_ value: UInt64, _ places: Int) -> UInt64 {
        value >> UInt64(places) | value << UInt64(64 - places)
    }

    /// Eight bytes from `start`, the least significant first.
    private func word(_ start: Int) -> UInt64 {
        word32(start) | word32(start + 4) << 32
    }

    private func word32(_ start: Int) -> UInt64 {
        var word: UInt64 = 0
        for index in (0..<4).reversed() { word = word << 8 | UInt64(bytes[start + index]) }
        return word
    }
}
