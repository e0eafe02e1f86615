/// `e^x` of every number, in place: computed in double and rounded once, so that it is the nearest
/// float but for one in thousands of millions, which is the one beside it.
///
/// `e^x = 2^n e^r` with `n` the whole number nearest to `x / ln 2`; `|r| <= ln 2 / 2`, where Taylor's
/// polynomial of degree 10 is exact to 2e-13. Overflow is infinity, underflow zero or a subnormal, and
/// NaN stays NaN.
///
/// - Precondition: `numbers` points at `count` floats and, behind them, at room for as many as fill
///   a register.
public func exponentials32(_ numbers: UnsafeMutablePointer<Float>, count: Int) {
    for index in stride(from: 0, to: count, by: Doubles.scalarCount) {
        store(exponential(widened(numbers + index)), numbers + index)
    }
}

/// The same bits for one number, which need not go through memory to fill a register.
public func exponential32(_ x: Float) -> Float {
    Float(exponential(Doubles(repeating: Double(x)))[0])
}

/// The hyperbolic tangent of every number, in place: computed in double and rounded once, so that it
/// is the nearest float but for about one in ten thousand, which is the one beside it.
///
/// `tanh x = 1 - 2 / (e^2x + 1)`; near zero, where that would cancel, Taylor's polynomial of degree 9,
/// exact to 1e-14 there. NaN stays NaN, and so does the sign of zero.
///
/// - Precondition: as above.
public func hyperbolicTangents32(_ numbers: UnsafeMutablePointer<Float>, count: Int) {
    for index in stride(from: 0, to: count, by: Doubles.scalarCount) {
        store(hyperbolicTangent(widened(numbers + index)), numbers + index)
    }
}

@inline(__always)
private func hyperbolicTangent(_ x: Doubles) -> Doubles {
    let one = Doubles(repeating: 1)
    let two = Doubles(repeating: 2)
    let far = one - two / (exponential(x * two) + one)
    let square = x * x
    var sum = Doubles(repeating: 62.0 / 2_835)
    sum = multiplyAdd(Doubles(repeating: -17.0 / 315), sum, square)
    sum = multiplyAdd(Doubles(repeating: 2.0 / 15), sum, square)
    sum = multiplyAdd(Doubles(repeating: -1.0 / 3), sum, square)
    // So, and not as a sum, for the sign of zero.
    var result = x * multiplyAdd(one, square, sum)
    // A NaN is not far, and goes through the polynomial.
    result.replace(with: far, where: square .> Doubles(repeating: 0x1p-8))
    return result
}

@inline(__always)
private func exponential(_ x: Doubles) -> Doubles {
    // Beyond these borders a float is 0 or infinite.
    let low = Doubles(repeating: -110)
    let high = Doubles(repeating: 90)
    // A NaN is neither below nor above: it goes through.
    var x = x
    x.replace(with: low, where: x .< low)
    x.replace(with: high, where: x .> high)
    // Adding 1.5 * 2^52 rounds to a whole number, which then stands in the lowest bits.
    let magic = Doubles(repeating: 0x1.8p52)
    let shifted = multiplyAdd(magic, x, Doubles(repeating: 1.442695040888963407))
    let n = shifted - magic
    // ln 2 in two parts, the first of which times n is exact.
    var r = multiplyAdd(x, n, Doubles(repeating: -0x1.62e42feep-1))
    r = multiplyAdd(r, n, Doubles(repeating: -0x1.a39ef35793c76p-33))
    var sum = Doubles(repeating: 1.0 / 3_628_800)
    sum = multiplyAdd(Doubles(repeating: 1.0 / 362_880), sum, r)
    sum = multiplyAdd(Doubles(repeating: 1.0 / 40_320), sum, r)
    sum = multiplyAdd(Doubles(repeating: 1.0 / 5_040), sum, r)
    sum = multiplyAdd(Doubles(repeating: 1.0 / 720), sum, r)
    sum = multiplyAdd(Doubles(repeating: 1.0 / 120), sum, r)
    sum = multiplyAdd(Doubles(repeating: 1.0 / 24), sum, r)
    sum = multiplyAdd(Doubles(repeating: 1.0 / 6), sum, r)
    sum = multiplyAdd(Doubles(repeating: 0.5), sum, r)
    sum = multiplyAdd(Doubles(repeating: 1), sum, r)
    sum = multiplyAdd(Doubles(repeating: 1), sum, r)
    // 2^n: the exponent's bits. n is far from where a double's would end.
    let exponent =
        (unsafeBitCast(shifted, to: DoubleBits.self) &+ DoubleBits(repeating: 1_023))
        &<< DoubleBits(repeating: 52)
    return sum * unsafeBitCast(exponent, to: Doubles.self)
}
