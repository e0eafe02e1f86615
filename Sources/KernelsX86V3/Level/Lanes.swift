#if arch(x86_64)
    import _Builtin_intrinsics.intel

    /// What the instruction set compares at once: AVX2.
    typealias Bytes = SIMD32<Int8>

    @inline(__always)
    private func vector(_ bytes: Bytes) -> __m256i { unsafeBitCast(bytes, to: __m256i.self) }

    /// `x > threshold ? yes : no`, lane by lane.
    @inline(__always)
    func select(_ x: Bytes, above threshold: Bytes, _ yes: Bytes, _ no: Bytes) -> Bytes {
        let isAbove = unsafeBitCast(x .> threshold, to: __m256i.self)
        return unsafeBitCast(
            _mm256_blendv_epi8(vector(no), vector(yes), isAbove), to: Bytes.self)
    }

    /// Bytes that begin at `first` of the set or, where bit 4 of the index is one, at `second`.
    @inline(__always)
    private func lookUp(
        _ index: Bytes, _ set: UnsafePointer<UInt8>, _ first: Int, _ second: Int
    ) -> Bytes {
        // A shuffle looks up sixteen bytes in either half of a register, by the lowest four bits.
        let bytes = UnsafeRawPointer(set)
        let a = bytes.loadUnaligned(fromByteOffset: first, as: SIMD16<Int8>.self)
        let b = bytes.loadUnaligned(fromByteOffset: second, as: SIMD16<Int8>.self)
        let fromFirst = _mm256_shuffle_epi8(vector(Bytes(lowHalf: a, highHalf: a)), vector(index))
        let fromSecond = _mm256_shuffle_epi8(
            vector(Bytes(lowHalf: b, highHalf: b)), vector(index))
        // Shifted left by three, bit 4 is the sign, which the blend reads.
        let sign = _mm256_slli_epi16(vector(index), 3)
        return unsafeBitCast(
            _mm256_blendv_epi8(fromFirst, fromSecond, sign), to: Bytes.self)
    }

    /// 0 where bit `bit` of byte `high` of the set is one, else -128.
    ///
    /// - Precondition: `set` points at 64 bytes; every `high` is below 64.
    @inline(__always)
    func membership(_ high: Bytes, _ bit: Bytes, _ set: UnsafePointer<UInt8>) -> Bytes {
        let lower = lookUp(high, set, 0, 16)
        let upper = lookUp(high, set, 32, 48)
        let byte = select(high, above: Bytes(repeating: 31), upper, lower)
        let isClear =
            unsafeBitCast(_mm256_and_si256(vector(byte), vector(bit)), to: Bytes.self)
            .== Bytes(repeating: 0)
        return unsafeBitCast(
            _mm256_and_si256(
                unsafeBitCast(isClear, to: __m256i.self), vector(Bytes(repeating: -128))),
            to: Bytes.self)
    }

    /// Floats of a register.
    typealias Floats = SIMD8<Float>

    /// Doubles of a register, and half as many floats.
    typealias Doubles = SIMD4<Double>
    typealias DoubleBits = SIMD4<UInt64>

    /// As many floats as there are doubles in a register, widened.
    ///
    /// - Precondition: `numbers` points at four floats.
    @inline(__always)
    func widened(_ numbers: UnsafePointer<Float>) -> Doubles {
        let floats = UnsafeRawPointer(numbers).loadUnaligned(as: __m128.self)
        return _mm256_cvtps_pd(floats)
    }

    /// The same way back, rounded to nearest.
    @inline(__always)
    func store(_ doubles: Doubles, _ place: UnsafeMutablePointer<Float>) {
        let floats = _mm256_cvtpd_ps(doubles)
        UnsafeMutableRawPointer(place).storeBytes(of: floats, as: __m128.self)
    }
#endif
