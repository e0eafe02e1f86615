/// Exponentials of many float32 numbers at once, for the functions that end a model or a layer.
///
/// They are the nearest floats but for one in thousands of millions (see the kernel), where the
/// platform's `expf` is within 0.502 units in the last place: the two differ in about one of three
/// hundred results, by one unit.
public struct Exponentials: Sendable {
    /// A register's floats, at most; the kernels write as many behind the last.
    private static var slack: Int { 8 }
    /// Numbers up to which each is taken by itself.
    private static var few: Int { 3 }
    private typealias Kernel = (UnsafeMutablePointer<Float>, Int) -> Void

    /// One reference, so that whoever passes these on counts no others.
    private let kernels: KernelSet

    /// - Parameter instructionSet: available here.
    public init(for instructionSet: InstructionSet) { kernels = KernelSet.of(instructionSet) }

    /// `e^x` of every number.
    ///
    /// - Precondition: `numbers` points at `count` numbers.
    func apply(_ numbers: UnsafeMutablePointer<Float>, count: Int) {
        guard count > Self.few else {
            for index in 0..<count { numbers[index] = kernels.exponential32(numbers[index]) }
            return
        }
        apply(kernels.exponentials32, numbers, count)
    }

    /// The hyperbolic tangent of every number.
    ///
    /// - Precondition: as above.
    func applyTanh(_ numbers: UnsafeMutablePointer<Float>, count: Int) {
        apply(kernels.hyperbolicTangents32, numbers, count)
    }

    private func apply(_ kernel: Kernel, _ numbers: UnsafeMutablePointer<Float>, _ count: Int) {
        let whole = count & ~(Self.slack - 1)
        if whole > 0 { kernel(numbers, whole) }
        guard whole < count else { return }
        withUnsafeTemporaryAllocation(of: Float.self, capacity: Self.slack) { rest in
            rest.initialize(repeating: 0)
            guard let rest = rest.baseAddress else { return }
            rest.update(from: numbers + whole, count: count - whole)
            kernel(rest, count - whole)
            (numbers + whole).update(from: rest, count: count - whole)
        }
    }

    /// `1 / (1 + e^-x)` in ONNX Runtime's order: of the magnitude first, then mirrored.
    ///
    /// - Precondition: as above.
    func applyLogistic(_ numbers: UnsafeMutablePointer<Float>, count: Int) {
        guard count > Self.few else {
            for index in 0..<count {
                let power = kernels.exponential32(-numbers[index].magnitude)
                numbers[index] = Self.mirrored(numbers[index], power)
            }
            return
        }
        let chunk = min(64, (count + Self.slack - 1) & ~(Self.slack - 1))
        withUnsafeTemporaryAllocation(of: Float.self, capacity: 64) { powers in
            guard let powers = powers.baseAddress else { return }
            powers.initialize(repeating: 0, count: chunk)
            for first in stride(from: 0, to: count, by: chunk) {
                let numbers = numbers + first
                let length = min(chunk, count - first)
                for index in 0..<length { powers[index] = -numbers[index].magnitude }
                kernels.exponentials32(powers, length)
                for index in 0..<length {
                    numbers[index] = Self.mirrored(numbers[index], powers[index])
                }
            }
        }
    }

    @inline(__always)
    private static func mirrored(_ x: Float, _ power: Float) -> Float {
        let upper = 1 / (1 + power)
        return x < 0 ? 1 - upper : upper
    }

    /// Each row becomes `e^(s - max) / Σ e^(s - max)`, the sum in column order.
    ///
    /// - Precondition: `numbers` points at rows x columns numbers.
    func applySoftmax(_ numbers: UnsafeMutablePointer<Float>, rows: Int, columns: Int) {
        for row in 0..<rows {
            let scores = numbers + row &* columns
            // A NaN is never the largest.
            var largest = -Float.greatestFiniteMagnitude
            for column in 0..<columns where scores[column] > largest { largest = scores[column] }
            for column in 0..<columns { scores[column] -= largest }
        }
        apply(numbers, count: rows * columns)
        for row in 0..<rows {
            let powers = numbers + row &* columns
            var sum: Float = 0
            for column in 0..<columns { sum += powers[column] }
            for column in 0..<columns { powers[column] /= sum }
        }
    }
}

extension Matrix {
    /// In float32 by exponentials, where there are; else false, and nothing is done.
    @inline(__always)
    mutating func applyNarrow(
        _ exponentials: Exponentials?,
        _ body: (Exponentials, _ numbers: UnsafeMutablePointer<Float>) -> Void
    ) -> Bool {
        guard Scalar.self == Float.self, let exponentials else { return false }
        values.withUnsafeMutableBytes { bytes in
            guard let numbers = bytes.baseAddress?.assumingMemoryBound(to: Float.self) else {
                return
            }
            body(exponentials, numbers)
        }
        return true
    }
}
