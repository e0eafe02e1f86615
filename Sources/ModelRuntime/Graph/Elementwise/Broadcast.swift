import Tensors

/// How two values of different shapes meet element by element: dimensions are aligned at the end, and
/// one of 1 is repeated (NumPy's rule, which is ONNX's).
struct Broadcast: Equatable {
    let shape: [Int]
    let count: Int
    let pattern: Pattern

    /// The ways that have a loop of their own; `general` covers all.
    enum Pattern: Equatable {
        case same
        /// One side is a single element.
        case firstIsOne, secondIsOne
        /// The second's elements repeat over the first's rows.
        case secondIsRow(Int)
        case general(first: [Int], second: [Int])
    }

    /// - Parameter plain: use the general way for all, to hold the others to it.
    init(
        _ first: [Int], _ second: [Int], _ allowance: inout Allowance, plain: Bool = false
    ) throws(Misfit) {
        let rank = max(first.count, second.count)
        let a = [Int](repeating: 1, count: rank - first.count) + first
        let b = [Int](repeating: 1, count: rank - second.count) + second
        var shape: [Int] = []
        for (left, right) in zip(a, b) {
            guard left == right || left == 1 || right == 1 else {
                throw Misfit("meets shapes \(first) and \(second)")
            }
            shape.append(left == 1 ? right : left)
        }
        self.shape = shape
        count = try allowance.reserve(shape)
        pattern = Self.pattern(a, b, shape, plain: plain)
    }

    private static func pattern(_ a: [Int], _ b: [Int], _ shape: [Int], plain: Bool) -> Pattern {
        if !plain {
            if a == b { return .same }
            if b.allSatisfy({ $0 == 1 }) { return .secondIsOne }
            if a.allSatisfy({ $0 == 1 }) { return .firstIsOne }
            let leading = b.prefix { $0 == 1 }.count
            if a == shape, a[leading...].elementsEqual(b[leading...]) {
                return .secondIsRow(b[leading...].reduce(1, *))
            }
        }
        return .general(first: repeating(a, shape), second: repeating(b, shape))
    }

    /// Strides in which a repeated dimension does not move.
    private static func repeating(_ own: [Int], _ shape: [Int]) -> [Int] {
        zip(strides(own), zip(own, shape)).map { stride, sizes in
            sizes.0 == 1 && sizes.1 != 1 ? 0 : stride
        }
    }

    /// `function` of every pair, in row-major order.
    @inline(__always)
    func apply<A, B, Result>(
        _ first: [A], _ second: [B], _ function: (A, B) -> Result
    ) -> [Result] {
        var result: [Result] = []
        guard count > 0 else { return result }
        result.reserveCapacity(count)
        switch pattern {
        case .same:
            for index in 0..<count { result.append(function(first[index], second[index])) }
        case .secondIsOne:
            let only = second[0]
            for value in first { result.append(function(value, only)) }
        case .firstIsOne:
            let only = first[0]
            for value in second { result.append(function(only, value)) }
        case .secondIsRow(let columns):
            for row in stride(from: 0, to: count, by: columns) {
                for column in 0..<columns {
                    result.append(function(first[row + column], second[column]))
                }
            }
        case .general(let firstStrides, let secondStrides):
            let a = positions(shape, firstStrides)
            let b = positions(shape, secondStrides)
            for index in 0..<count { result.append(function(first[a[index]], second[b[index]])) }
        }
        return result
    }
}
