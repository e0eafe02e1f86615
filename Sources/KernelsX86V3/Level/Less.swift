#if arch(x86_64)
    import _Builtin_intrinsics.intel

    /// A bit for each of sixteen bounds that `x` is less than.
    @inline(__always)
    func less(_ x: Int32, _ bounds: UnsafePointer<Int32>) -> Int32 {
        eight(x, bounds) | eight(x, bounds + 8) &<< 8
    }

    @inline(__always)
    private func eight(_ x: Int32, _ bounds: UnsafePointer<Int32>) -> Int32 {
        let bounds = UnsafeRawPointer(bounds).loadUnaligned(as: SIMD8<Int32>.self)
        let isLess = SIMD8<Int32>(repeating: x) .< bounds
        return _mm256_movemask_ps(unsafeBitCast(isLess, to: __m256.self))
    }

    @inline(__always)
    func less(_ x: Int64, _ bounds: UnsafePointer<Int64>) -> Int32 {
        four(x, bounds) | four(x, bounds + 4) &<< 4 | four(x, bounds + 8) &<< 8
            | four(x, bounds + 12) &<< 12
    }

    @inline(__always)
    private func four(_ x: Int64, _ bounds: UnsafePointer<Int64>) -> Int32 {
        let bounds = UnsafeRawPointer(bounds).loadUnaligned(as: SIMD4<Int64>.self)
        let isLess = SIMD4<Int64>(repeating: x) .< bounds
        return _mm256_movemask_pd(unsafeBitCast(isLess, to: __m256d.self))
    }
#endif
