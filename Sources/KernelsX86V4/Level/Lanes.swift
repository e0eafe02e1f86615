#if arch(x86_64)
    import _Builtin_intrinsics.intel

    /// What the instruction set compares at once: AVX-512.
    typealias Bytes = SIMD64<Int8>

    @inline(__always)
    func vector(_ bytes: Bytes) -> __m512i { unsafeBitCast(bytes, to: __m512i.self) }

    /// `x > threshold ? yes : no`, lane by lane.
    @inline(__always)
    func select(_ x: Bytes, above threshold: Bytes, _ yes: Bytes, _ no: Bytes) -> Bytes {
        let isAbove = _mm512_movepi8_mask(unsafeBitCast(x .> threshold, to: __m512i.self))
        return unsafeBitCast(
            _mm512_mask_blend_epi8(isAbove, vector(no), vector(yes)), to: Bytes.self)
    }

    /// 0 where bit `bit` of byte `high` of the set is one, else -128.
    ///
    /// - Precondition: `set` points at 64 bytes; every `high` is below 64.
    @inline(__always)
    func membership(_ high: Bytes, _ bit: Bytes, _ set: UnsafePointer<UInt8>) -> Bytes {
        let set = UnsafeRawPointer(set).loadUnaligned(as: Bytes.self)
        let byte = _mm512_permutexvar_epi8(vector(high), vector(set))
        let isMember = _mm512_test_epi8_mask(byte, vector(bit))
        return unsafeBitCast(
            _mm512_mask_blend_epi8(
                isMember, vector(Bytes(repeating: -128)), vector(Bytes(repeating: 0))),
            to: Bytes.self)
    }

    /// Floats of a register.
    typealias Floats = SIMD16<Float>

    /// Doubles of a register, and half as many floats.
    typealias Doubles = SIMD8<Double>
    typealias DoubleBits = SIMD8<UInt64>

    /// As many floats as there are doubles in a register, widened.
    ///
    /// - Precondition: `numbers` points at eight floats.
    @inline(__always)
    func widened(_ numbers: UnsafePointer<Float>) -> Doubles {
        let floats = UnsafeRawPointer(numbers).loadUnaligned(as: __m256.self)
        return _mm512_cvtps_pd(floats)
    }

    /// The same way back, rounded to nearest.
    @inline(__always)
    func store(_ doubles: Doubles, _ place: UnsafeMutablePointer<Float>) {
        let floats = _mm512_cvtpd_ps(doubles)
        UnsafeMutableRawPointer(place).storeBytes(of: floats, as: __m256.self)
    }
#endif
