#if arch(x86_64)
    import _Builtin_intrinsics.intel

    /// A bit for each of sixteen bounds that `x` is less than.
    @inline(__always)
    func less(_ x: Int32, _ bounds: UnsafePointer<Int32>) -> UInt16 {
        let bounds = UnsafeRawPointer(bounds).loadUnaligned(as: SIMD16<Int32>.self)
        let isLess = SIMD16<Int32>(repeating: x) .< bounds
        return _mm512_movepi32_mask(unsafeBitCast(isLess, to: __m512i.self))
    }

    @inline(__always)
    func less(_ x: Int64, _ bounds: UnsafePointer<Int64>) -> UInt16 {
        UInt16(eight(x, bounds)) | UInt16(eight(x, bounds + 8)) &<< 8
    }

    @inline(__always)
    private func eight(_ x: Int64, _ bounds: UnsafePointer<Int64>) -> UInt8 {
        let bounds = UnsafeRawPointer(bounds).loadUnaligned(as: SIMD8<Int64>.self)
        let isLess = SIMD8<Int64>(repeating: x) .< bounds
        return _mm512_movepi64_mask(unsafeBitCast(isLess, to: __m512i.self))
    }
#endif
