#if canImport(Darwin)
    import Darwin
#elseif canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// A width in which models compute, with the elementary functions of the platform's C library.
///
/// The libraries whose numbers we reproduce call the very same functions, so their last digits
/// come out alike; a vectorised exponential would not promise that.
public protocol Real: BinaryFloatingPoint, SIMDScalar, Codable, Sendable {
    static func exp(_ x: Self) -> Self
    static func log(_ x: Self) -> Self
    /// `log(1 + x)`, exact near zero.
    static func log1p(_ x: Self) -> Self
    static func tanh(_ x: Self) -> Self
    static func pow(_ x: Self, _ exponent: Self) -> Self
    /// The error function.
    static func erf(_ x: Self) -> Self
    static func sin(_ x: Self) -> Self
    static func cos(_ x: Self) -> Self
    static func tan(_ x: Self) -> Self
    static func atan(_ x: Self) -> Self
    /// `1 / (1 + e^-x)` in the order of operations of the library that computes in this width.
    static func sigmoid(_ x: Self) -> Self
    /// `1 / (e^-x + 1)`, computed so: small results keep their digits.
    static func directSigmoid(_ x: Self) -> Self
}

extension Float: Real {
    public static func exp(_ x: Float) -> Float { expf(x) }
    public static func log(_ x: Float) -> Float { logf(x) }
    public static func log1p(_ x: Float) -> Float { log1pf(x) }
    public static func tanh(_ x: Float) -> Float { tanhf(x) }
    public static func pow(_ x: Float, _ exponent: Float) -> Float { powf(x, exponent) }
    public static func erf(_ x: Float) -> Float { erff(x) }
    public static func sin(_ x: Float) -> Float { sinf(x) }
    public static func cos(_ x: Float) -> Float { cosf(x) }
    public static func tan(_ x: Float) -> Float { tanf(x) }
    public static func atan(_ x: Float) -> Float { atanf(x) }

    /// ONNX Runtime's order: of the magnitude first, then mirrored, so that the two sides of zero
    /// sum to one exactly.
    public static func sigmoid(_ x: Float) -> Float {
        let upper = 1 / (1 + expf(-x.magnitude))
        return x < 0 ? 1 - upper : upper
    }

    /// XGBoost's order, and its bound before the exponential overflows.
    public static func directSigmoid(_ x: Float) -> Float {
        let power: Float = 88.7 < -x ? 88.7 : -x
        return 1 / (expf(power) + 1)
    }
}

extension Double: Real {
    // The names of the C functions are those of the requirements: the width of the argument and
    // the module's name tell them apart from ours.
    #if canImport(Darwin)
        public static func exp(_ x: Double) -> Double { Darwin.exp(x) }
        public static func log(_ x: Double) -> Double { Darwin.log(x) }
        public static func log1p(_ x: Double) -> Double { Darwin.log1p(x) }
        public static func tanh(_ x: Double) -> Double { Darwin.tanh(x) }
        public static func erf(_ x: Double) -> Double { Darwin.erf(x) }
        public static func sin(_ x: Double) -> Double { Darwin.sin(x) }
        public static func cos(_ x: Double) -> Double { Darwin.cos(x) }
        public static func tan(_ x: Double) -> Double { Darwin.tan(x) }
        public static func atan(_ x: Double) -> Double { Darwin.atan(x) }
        public static func pow(_ x: Double, _ exponent: Double) -> Double {
            Darwin.pow(x, exponent)
        }
    #elseif canImport(Glibc)
        public static func exp(_ x: Double) -> Double { Glibc.exp(x) }
        public static func log(_ x: Double) -> Double { Glibc.log(x) }
        public static func log1p(_ x: Double) -> Double { Glibc.log1p(x) }
        public static func tanh(_ x: Double) -> Double { Glibc.tanh(x) }
        public static func erf(_ x: Double) -> Double { Glibc.erf(x) }
        public static func sin(_ x: Double) -> Double { Glibc.sin(x) }
        public static func cos(_ x: Double) -> Double { Glibc.cos(x) }
        public static func tan(_ x: Double) -> Double { Glibc.tan(x) }
        public static func atan(_ x: Double) -> Double { Glibc.atan(x) }
        public static func pow(_ x: Double, _ exponent: Double) -> Double { Glibc.pow(x, exponent) }
    #elseif canImport(Musl)
        public static func exp(_ x: Double) -> Double { Musl.exp(x) }
        public static func log(_ x: Double) -> Double { Musl.log(x) }
        public static func log1p(_ x: Double) -> Double { Musl.log1p(x) }
        public static func tanh(_ x: Double) -> Double { Musl.tanh(x) }
        public static func erf(_ x: Double) -> Double { Musl.erf(x) }
        public static func sin(_ x: Double) -> Double { Musl.sin(x) }
        public static func cos(_ x: Double) -> Double { Musl.cos(x) }
        public static func tan(_ x: Double) -> Double { Musl.tan(x) }
        public static func atan(_ x: Double) -> Double { Musl.atan(x) }
        public static func pow(_ x: Double, _ exponent: Double) -> Double { Musl.pow(x, exponent) }
    #endif

    /// scikit-learn's `expit`: keeps the relative precision of small probabilities.
    public static func sigmoid(_ x: Double) -> Double { 1 / (1 + exp(-x)) }
    public static func directSigmoid(_ x: Double) -> Double { 1 / (exp(-x) + 1) }
}
