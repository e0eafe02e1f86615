/// Exponentials of many numbers by the kernel of one instruction set.
package func exponentials(of numbers: [Float], for instructionSet: InstructionSet) -> [Float] {
    // The kernel writes whole registers.
    var numbers = numbers
    let count = numbers.count
    numbers.append(contentsOf: repeatElement(0, count: 8))
    numbers.withUnsafeMutableBufferPointer { numbers in
        guard let start = numbers.baseAddress else { return }
        KernelSet.of(instructionSet).exponentials32(start, count)
    }
    return Array(numbers.prefix(count))
}

/// Exponentials of many float32 numbers at once, for the functions that end a model.
///
/// They are the nearest floats but for one in thousands of millions (see the kernel), where the
/// platform's `expf` is within 0.502 units in the last place: the two differ in about one of three
/// hundred results, by one unit.
enum Exponentials {
    /// A register's floats, at most; the kernel writes as many behind the last.
    private static let slack = 8
    /// Numbers up to which each is taken by itself.
    private static let few = 3
    private static let kernel = KernelSet.of(.best).exponentials32
    private static let single = KernelSet.of(.best).exponential32

    /// - Precondition: `numbers` points at `count` numbers.
    static func apply(_ numbers: UnsafeMutablePointer<Float>, count: Int) {
        guard count > few else {
            for index in 0..<count { numbers[index] = single(numbers[index]) }
            return
        }
        let whole = count & ~(slack - 1)
        if whole > 0 { kernel(numbers, whole) }
        guard whole < count else { return }
        withUnsafeTemporaryAllocation(of: Float.self, capacity: slack) { rest in
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
    static func applyLogistic(_ numbers: UnsafeMutablePointer<Float>, count: Int) {
        guard count > few else {
            for index in 0..<count {
                numbers[index] = mirrored(numbers[index], single(-numbers[index].magnitude))
            }
            return
        }
        let chunk = min(64, (count + slack - 1) & ~(slack - 1))
        withUnsafeTemporaryAllocation(of: Float.self, capacity: 64) { powers in
            guard let powers = powers.baseAddress else { return }
            powers.initialize(repeating: 0, count: chunk)
            for first in stride(from: 0, to: count, by: chunk) {
                let numbers = numbers + first
                let length = min(chunk, count - first)
                for index in 0..<length { powers[index] = -numbers[index].magnitude }
                kernel(powers, length)
                for index in 0..<length {
                    numbers[index] = mirrored(numbers[index], powers[index])
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
    static func applySoftmax(_ numbers: UnsafeMutablePointer<Float>, rows: Int, columns: Int) {
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
    /// In float32 by ``Exponentials``; false in float64, for which nothing is done.
    mutating func applyNarrow(
        _ body: (_ numbers: UnsafeMutablePointer<Float>, _ rows: Int, _ columns: Int) -> Void
    ) -> Bool {
        guard Scalar.self == Float.self else { return false }
        let (rows, columns) = (rows, columns)
        values.withUnsafeMutableBytes { bytes in
            guard let numbers = bytes.baseAddress?.assumingMemoryBound(to: Float.self) else {
                return
            }
            body(numbers, rows, columns)
        }
        return true
    }
}
