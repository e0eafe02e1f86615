import COpenBLAS
import FoundationEssentials
import Tensors

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#elseif canImport(Darwin)
    import Darwin
#endif

/// Our loops for dense products beside OpenBLAS's, by shape and number of rows.
let asked = CommandLine.arguments.dropFirst().compactMap { Int($0) }
let batches = asked.isEmpty ? [1, 8, 64, 1_024, 16_384] : asked.map { max($0, 1) }
/// As `OPENBLAS_CORETYPE` chooses for OpenBLAS.
let instructionSet =
    ProcessInfo.processInfo.environment["INSTRUCTION_SET"].flatMap(InstructionSet.init) ?? .best
/// features x outputs.
let shapes = [
    (4, 1), (4, 3), (8, 2), (16, 1), (16, 3), (16, 10), (24, 10), (32, 1), (32, 3), (32, 10),
    (64, 1), (64, 10), (64, 64),
    (128, 10), (256, 64), (784, 1), (784, 10), (784, 128), (2_048, 10), (10_000, 100),
]

show("OpenBLAS core type \(coreName()); ours for \(instructionSet.rawValue); ns a row")
show(
    "* the planner's layout; after the times: the best of ours to OpenBLAS, 2.0x is twice as fast")
table(Float.self, "float32", [.ordered, .partialSums, .tiles])
table(Double.self, "float64", [.ordered, .partialSums])

func coreName() -> String { openblas_get_corename().map { String(cString: $0) } ?? "unknown" }

func table<Scalar: Real>(
    _ width: Scalar.Type, _ name: String, _ layouts: [DenseProduct<Scalar>.Layout]
) where Scalar.RawSignificand: FixedWidthInteger {
    let titles = layouts.map(\.title) + ["OpenBLAS", "ratio"]
    show("\n\(name)")
    show(row(["features", "outputs", "rows"] + titles))
    for (features, outputs) in shapes {
        for rows in batches where rows * features * outputs <= 1 << 31 {
            let chosen = DenseProduct<Scalar>.layout(of: rows, outputs, features)
            let times = (layouts + [.blas]).map { layout -> (String, Double) in
                let time = Trial<Scalar>(features, outputs, rows, layout).nanosecondsPerRow()
                return (text(time) + (layout == chosen ? "*" : " "), time)
            }
            let ours = times.dropLast().map(\.1).min() ?? 0
            let ratio = (times.last?.1 ?? 0) / ours
            let sides = [features, outputs, rows].map { "\($0)" }
            show(row(sides + times.map(\.0) + ["\((ratio * 100).rounded() / 100)x"]))
        }
    }
}

extension DenseProduct {
    /// The planner's choice for so many rows.
    static func layout(of rows: Int, _ outputs: Int, _ features: Int) -> Layout {
        rows < 8
            ? layoutOfFew(outputs: outputs, features: features, for: instructionSet)
            : layoutOfMany(outputs: outputs, features: features, for: instructionSet)
    }
}

extension DenseProduct.Layout {
    var title: String {
        switch self {
        case .ordered: "ordered"
        case .partialSums: "eight parts"
        case .tiles: "tiles"
        case .blas: "OpenBLAS"
        }
    }
}

/// At once, for those who wait.
func show(_ line: String) {
    print(line)
    fflush(nil)
}

func row(_ cells: [String]) -> String {
    cells.map { String(repeating: " ", count: max(1, 15 - $0.count)) + $0 }.joined()
}

func text(_ nanoseconds: Double) -> String {
    nanoseconds < 100 ? "\((nanoseconds * 10).rounded() / 10)" : "\(Int(nanoseconds.rounded()))"
}

/// One product, timed.
struct Trial<Scalar: Real> where Scalar.RawSignificand: FixedWidthInteger {
    let product: DenseProduct<Scalar>
    /// Batches that are answered in turn: about 2 MB of rows, but no fewer than one batch.
    let inputs: [Matrix<Scalar>]
    let rows: Int

    init(_ features: Int, _ outputs: Int, _ rows: Int, _ layout: DenseProduct<Scalar>.Layout) {
        var generator = SystemRandomNumberGenerator()
        func numbers(_ rows: Int, _ columns: Int) -> Matrix<Scalar> {
            Matrix(
                rows: rows, columns: columns,
                values: (0..<rows * columns).map { _ in .random(in: -1...1, using: &generator) })
        }
        product = DenseProduct(
            coefficients: numbers(outputs, features),
            intercepts: numbers(1, outputs).values, few: layout,
            many: layout, for: instructionSet)
        let bytes = rows * features * MemoryLayout<Scalar>.stride
        inputs = (0..<max(1, min(64, (2 << 20) / bytes))).map { _ in numbers(rows, features) }
        self.rows = rows
    }

    func nanosecondsPerRow() -> Double {
        var scores = Matrix<Scalar>(rows: 0, columns: 0)
        let clock = ContinuousClock()
        var calls = 1
        // As many calls as take 5 ms.
        while true {
            let time = clock.measure { run(calls, &scores) }
            if time > .milliseconds(5) || calls > 1 << 24 { break }
            calls *= 2
        }
        let times = (0..<7).map { _ in clock.measure { run(calls, &scores) } }.sorted()
        return times[3] / .nanoseconds(1) / Double(calls * rows)
    }

    private func run(_ calls: Int, _ scores: inout Matrix<Scalar>) {
        for call in 0..<calls { product.fill(&scores, inputs[call % inputs.count]) }
    }
}
