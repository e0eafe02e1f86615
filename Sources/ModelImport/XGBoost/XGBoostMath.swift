#if canImport(Darwin)
    import Darwin
#elseif canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// How XGBoost brings base scores to the scale of margins, in float32, with the C library's own
/// functions, whose last digit the margins begin with.
enum XGBoostMargin {
    /// XGBoost's `kRtEps`.
    private static let border: Float = 1e-6

    /// `common::Logit`; since 3.1 of a probability kept off 0 and 1.
    static func logit(_ probability: Float) -> Float {
        let inside = min(max(probability, border), 1 - border)
        return -logf(1 / inside - 1)
    }

    static func logarithm(_ value: Float) -> Float { logf(value) }

    /// `common::SoftPlusInv` of the step from one expectile to the next.
    static func step(from lower: Float, to upper: Float) -> Float {
        let step = max(upper - lower - border, border)
        return step + logf(-expm1f(-step))
    }
}
