/// A number as an integer that compares as it does, which every instruction set can do in lanes.
///
/// The bits of positive numbers are in order already, those of negative ones in reverse; both zeros
/// are one key, and a NaN stands above everything: it is less than nothing.
public enum OrderedKey {
    /// The key of a NaN, and that of places that hold no bound.
    @inlinable public static var last32: Int32 { .max }
    @inlinable public static var last64: Int64 { .max }

    @inlinable
    @inline(__always)
    public static func make(_ x: Float) -> Int32 {
        // Minus zero and zero make zero.
        let bits = Int32(bitPattern: (x + 0).bitPattern)
        return x.isNaN ? last32 : bits ^ (bits &>> 31 & .max)
    }

    @inlinable
    @inline(__always)
    public static func make(_ x: Double) -> Int64 {
        let bits = Int64(bitPattern: (x + 0).bitPattern)
        return x.isNaN ? last64 : bits ^ (bits &>> 63 & .max)
    }
}
