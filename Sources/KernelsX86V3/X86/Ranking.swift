#if arch(x86_64)
    import KernelLayouts

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
#endif
