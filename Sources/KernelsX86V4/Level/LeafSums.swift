#if arch(x86_64)
    import _Builtin_intrinsics.intel

    // A tree's leaves stand in registers, and a permutation looks up those of many rows at once.
    // Both: `index` and `sums` hold a block of rows, of which a few behind `rows` may be summed too, `leaves` as many places as indices name, and
    // 128 bytes can be read from it on.

    /// Adds to a block's sums the leaves that `index` names.
    @inline(__always)
    func addLeaves(
        _ index: UnsafePointer<UInt8>, _ leaves: UnsafePointer<Float>, places: Int, rows: Int,
        to sums: UnsafeMutablePointer<Float>
    ) {
        guard places <= 64 else { return addEachLeaf(index, leaves, rows: rows, to: sums) }
        let (a, b) = (floats(leaves, 0), floats(leaves, 16))
        guard places > 32 else {
            for row in stride(from: 0, to: rows, by: 16) {
                add(_mm512_permutex2var_ps(a, sixteen(index + row), b), to: sums + row)
            }
            return
        }
        let (c, d) = (floats(leaves, 32), floats(leaves, 48))
        let upper = _mm512_set1_epi32(32)
        for row in stride(from: 0, to: rows, by: 16) {
            let index = sixteen(index + row)
            let value = _mm512_mask_blend_ps(
                _mm512_test_epi32_mask(index, upper),
                _mm512_permutex2var_ps(a, index, b), _mm512_permutex2var_ps(c, index, d))
            add(value, to: sums + row)
        }
    }

    @inline(__always)
    func addLeaves(
        _ index: UnsafePointer<UInt8>, _ leaves: UnsafePointer<Double>, places: Int, rows: Int,
        to sums: UnsafeMutablePointer<Double>
    ) {
        guard places <= 64 else { return addEachLeaf(index, leaves, rows: rows, to: sums) }
        let (a, b) = (doubles(leaves, 0), doubles(leaves, 8))
        guard places > 16 else {
            for row in stride(from: 0, to: rows, by: 8) {
                add(_mm512_permutex2var_pd(a, eight(index + row), b), to: sums + row)
            }
            return
        }
        let (c, d) = (doubles(leaves, 16), doubles(leaves, 24))
        let sixteen = _mm512_set1_epi64(16)
        guard places > 32 else {
            for row in stride(from: 0, to: rows, by: 8) {
                let index = eight(index + row)
                let value = _mm512_mask_blend_pd(
                    _mm512_test_epi64_mask(index, sixteen),
                    _mm512_permutex2var_pd(a, index, b), _mm512_permutex2var_pd(c, index, d))
                add(value, to: sums + row)
            }
            return
        }
        let (e, f) = (doubles(leaves, 32), doubles(leaves, 40))
        let (g, h) = (doubles(leaves, 48), doubles(leaves, 56))
        let upper = _mm512_set1_epi64(32)
        for row in stride(from: 0, to: rows, by: 8) {
            let index = eight(index + row)
            let odd = _mm512_test_epi64_mask(index, sixteen)
            let value = _mm512_mask_blend_pd(
                _mm512_test_epi64_mask(index, upper),
                _mm512_mask_blend_pd(
                    odd, _mm512_permutex2var_pd(a, index, b), _mm512_permutex2var_pd(c, index, d)),
                _mm512_mask_blend_pd(
                    odd, _mm512_permutex2var_pd(e, index, f), _mm512_permutex2var_pd(g, index, h)))
            add(value, to: sums + row)
        }
    }

    @inline(__always)
    private func sixteen(_ index: UnsafePointer<UInt8>) -> __m512i {
        let bytes = UnsafeRawPointer(index).loadUnaligned(as: SIMD16<UInt8>.self)
        return _mm512_cvtepu8_epi32(unsafeBitCast(bytes, to: __m128i.self))
    }

    @inline(__always)
    private func eight(_ index: UnsafePointer<UInt8>) -> __m512i {
        let bytes = UnsafeRawPointer(index).loadUnaligned(as: UInt64.self)
        return _mm512_cvtepu8_epi64(
            unsafeBitCast(SIMD2<UInt64>(bytes, 0), to: __m128i.self))
    }

    @inline(__always)
    private func floats(_ leaves: UnsafePointer<Float>, _ first: Int) -> __m512 {
        UnsafeRawPointer(leaves + first).loadUnaligned(as: __m512.self)
    }

    @inline(__always)
    private func doubles(_ leaves: UnsafePointer<Double>, _ first: Int) -> __m512d {
        UnsafeRawPointer(leaves + first).loadUnaligned(as: __m512d.self)
    }

    @inline(__always)
    private func add(_ value: __m512, to sums: UnsafeMutablePointer<Float>) {
        let sums = UnsafeMutableRawPointer(sums)
        sums.storeBytes(
            of: _mm512_add_ps(sums.loadUnaligned(as: __m512.self), value), as: __m512.self)
    }

    @inline(__always)
    private func add(_ value: __m512d, to sums: UnsafeMutablePointer<Double>) {
        let sums = UnsafeMutableRawPointer(sums)
        sums.storeBytes(
            of: _mm512_add_pd(sums.loadUnaligned(as: __m512d.self), value), as: __m512d.self)
    }
#endif
