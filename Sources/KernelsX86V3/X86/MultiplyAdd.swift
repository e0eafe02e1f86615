#if arch(x86_64)
    // One rounding: both levels have FMA.

    @inline(__always)
    func multiplyAdd(_ sum: Floats, _ x: Floats, _ w: Floats) -> Floats {
        sum.addingProduct(x, w)
    }

    @inline(__always)
    func multiplyAdd(_ sum: Doubles, _ x: Doubles, _ w: Doubles) -> Doubles {
        sum.addingProduct(x, w)
    }
#endif
