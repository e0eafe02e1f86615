#if canImport(Darwin)
    import Darwin
#elseif canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// Functions of the platform's C library that models seldom need, in double.
public enum ElementaryFunctions {
    /// `e^x - 1`, exact near zero.
    public static func expm1(_ x: Double) -> Double { platformExpm1(x) }
    public static func log2(_ x: Double) -> Double { platformLog2(x) }
    public static func log10(_ x: Double) -> Double { platformLog10(x) }
    public static func exp2(_ x: Double) -> Double { platformExp2(x) }
    public static func cubeRoot(_ x: Double) -> Double { cbrt(x) }
    public static func sinh(_ x: Double) -> Double { platformSinh(x) }
    public static func cosh(_ x: Double) -> Double { platformCosh(x) }
    public static func arcsinh(_ x: Double) -> Double { asinh(x) }
    public static func arccosh(_ x: Double) -> Double { acosh(x) }
    public static func arctanh(_ x: Double) -> Double { atanh(x) }
    public static func arcsine(_ x: Double) -> Double { asin(x) }
    public static func arccosine(_ x: Double) -> Double { acos(x) }
}

// Outside of the type its members do not hide the library's functions of the same names.
private func platformExpm1(_ x: Double) -> Double { expm1(x) }
private func platformLog2(_ x: Double) -> Double { log2(x) }
private func platformLog10(_ x: Double) -> Double { log10(x) }
private func platformExp2(_ x: Double) -> Double { exp2(x) }
private func platformSinh(_ x: Double) -> Double { sinh(x) }
private func platformCosh(_ x: Double) -> Double { cosh(x) }
