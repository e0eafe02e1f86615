/// What the instruction set compares at once: here what every 64-bit processor has.
typealias Bytes = SIMD16<Int8>

/// `x > threshold ? yes : no`, lane by lane.
@inline(__always)
func select(_ x: Bytes, above threshold: Bytes, _ yes: Bytes, _ no: Bytes) -> Bytes {
    let isAbove = unsafeBitCast(x .> threshold, to: SIMD2<UInt64>.self)
    let yes = unsafeBitCast(yes, to: SIMD2<UInt64>.self)
    let no = unsafeBitCast(no, to: SIMD2<UInt64>.self)
    return unsafeBitCast((yes & isAbove) | (no & ~isAbove), to: Bytes.self)
}

/// 0 where bit `bit` of byte `high` of the set is one, else -128.
///
/// - Precondition: `set` points at 64 bytes; every `high` is below 64.
@inline(__always)
func membership(_ high: Bytes, _ bit: Bytes, _ set: UnsafePointer<UInt8>) -> Bytes {
    var result = Bytes()
    for lane in 0..<Bytes.scalarCount {
        let byte = set[Int(high[lane]) & 63]
        result[lane] = byte & UInt8(bitPattern: bit[lane]) != 0 ? 0 : -128
    }
    return result
}

/// Floats of a register.
typealias Floats = SIMD4<Float>

@inline(__always)
func multiplyAdd(_ sum: Floats, _ x: Floats, _ w: Floats) -> Floats { sum + x * w }

/// Doubles of a register, and half as many floats.
typealias Doubles = SIMD2<Double>
typealias DoubleBits = SIMD2<UInt64>

@inline(__always)
func multiplyAdd(_ sum: Doubles, _ x: Doubles, _ w: Doubles) -> Doubles { sum + x * w }

/// As many floats as there are doubles in a register, widened.
///
/// - Precondition: `numbers` points at two floats.
@inline(__always)
func widened(_ numbers: UnsafePointer<Float>) -> Doubles {
    Doubles(Double(numbers[0]), Double(numbers[1]))
}

/// The same way back, rounded to nearest.
@inline(__always)
func store(_ doubles: Doubles, _ place: UnsafeMutablePointer<Float>) {
    place[0] = Float(doubles[0])
    place[1] = Float(doubles[1])
}
