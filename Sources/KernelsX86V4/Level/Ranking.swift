#if arch(x86_64)
    import KernelLayouts
    import _Builtin_intrinsics.intel

    /// How many of a column's bounds the key `x` is not less than: sixteen guides, then the sixteen bounds to
    /// which they lead.
    ///
    /// - Precondition: `places` points at a column of ``RankTables``.
    @inline(__always)
    func rank(_ x: Int32, _ places: UnsafePointer<Int32>) -> Int {
        // The last guide would lead beyond the bounds: it does not count.
        let sixteenth = 15 &- (less(x, places) & 0x7FFF).nonzeroBitCount
        let rank = sixteenth &* 16 &+ 16
        // Bounds from 16 times `sixteenth` on stand behind the sixteen guides.
        return min(255, rank &- less(x, places + rank).nonzeroBitCount)
    }

    @inline(__always)
    func rank(_ x: Int64, _ places: UnsafePointer<Int64>) -> Int {
        let sixteenth = 15 &- (less(x, places) & 0x7FFF).nonzeroBitCount
        let rank = sixteenth &* 16 &+ 16
        return min(255, rank &- less(x, places + rank).nonzeroBitCount)
    }

    /// A bit for each of sixteen bounds that `x` is less than.
    @inline(__always)
    private func less(_ x: Int32, _ bounds: UnsafePointer<Int32>) -> UInt16 {
        let bounds = UnsafeRawPointer(bounds).loadUnaligned(as: SIMD16<Int32>.self)
        let isLess = SIMD16<Int32>(repeating: x) .< bounds
        return _mm512_movepi32_mask(unsafeBitCast(isLess, to: __m512i.self))
    }

    @inline(__always)
    private func less(_ x: Int64, _ bounds: UnsafePointer<Int64>) -> UInt16 {
        UInt16(eight(x, bounds)) | UInt16(eight(x, bounds + 8)) &<< 8
    }

    @inline(__always)
    private func eight(_ x: Int64, _ bounds: UnsafePointer<Int64>) -> UInt8 {
        let bounds = UnsafeRawPointer(bounds).loadUnaligned(as: SIMD8<Int64>.self)
        let isLess = SIMD8<Int64>(repeating: x) .< bounds
        return _mm512_movepi64_mask(unsafeBitCast(isLess, to: __m512i.self))
    }
#endif
