#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// The instructions for which kernels are compiled.
public enum InstructionSet: String, CaseIterable, Comparable, Sendable {
    /// What every processor of the architecture has.
    case baseline
    /// AVX2 and FMA: the x86-64-v3 level of the psABI.
    case x86v3 = "x86-64-v3"
    /// AVX-512 with the byte permutations of VBMI: x86-64-v4 and a little more.
    case x86v4 = "x86-64-v4"

    public static func < (one: InstructionSet, other: InstructionSet) -> Bool {
        one.rank < other.rank
    }

    private var rank: Int {
        switch self {
        case .baseline: 0
        case .x86v3: 1
        case .x86v4: 2
        }
    }

    /// The best that processor and operating system offer here.
    public static let best = best(among: processorFlags())

    /// Those that can run here, the lowest first.
    public static var available: [InstructionSet] { allCases.filter { $0 <= best } }

    static func best(among flags: Set<String>) -> InstructionSet {
        guard flags.isSuperset(of: v3Flags) else { return .baseline }
        return flags.isSuperset(of: v4Flags) ? .x86v4 : .x86v3
    }

    // The kernel's names of the features that the levels of the x86-64 psABI list.
    private static let v3Flags: Set<String> = [
        "avx", "avx2", "bmi1", "bmi2", "f16c", "fma", "abm", "movbe", "xsave", "popcnt", "sse4_2",
    ]
    private static let v4Flags: Set<String> = [
        "avx512f", "avx512bw", "avx512cd", "avx512dq", "avx512vl", "avx512vbmi",
    ]

    /// The features that Linux lists for the first processor: those of the hardware that the
    /// operating system has switched on. None where there is no such list.
    private static func processorFlags() -> Set<String> {
        #if arch(x86_64) && os(Linux)
            guard let file = fopen("/proc/cpuinfo", "r") else { return [] }
            defer { fclose(file) }
            var line = [CChar](repeating: 0, count: 1 << 14)
            // fgets ends what it writes with a zero inside the array.
            while fgets(&line, Int32(line.count), file) != nil {
                let text = String(decoding: line.prefix { $0 != 0 }.map(UInt8.init), as: UTF8.self)
                guard text.hasPrefix("flags") else { continue }
                return Set(text.split { $0 == " " || $0 == "\n" || $0 == "\t" }.map(String.init))
            }
        #endif
        return []
    }
}
