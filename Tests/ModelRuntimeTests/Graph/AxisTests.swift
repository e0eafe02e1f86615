import Tensors
import Testing
import WeightFormat

@testable import ModelRuntime

@Suite struct AxisTests {
    private let table = floats([1, 2, 3, 4, 5, 6], [2, 3])

    @Test("a reduction runs along any axes, negative ones from the end, or all")
    func reductions() throws {
        func reduce(_ axes: [Int]?, keep: Bool) throws -> Tensor {
            let attributes = OperatorAttributes(axes: axes, keep: keep, reduction: .sum)
            return try evaluate(.reduce, attributes, table)[0]
        }
        #expect(try reduce([1], keep: true) == floats([6, 15], [2, 1]))
        #expect(try reduce([-2], keep: false) == floats([5, 7, 9]))
        #expect(try reduce(nil, keep: false) == floats([21], []))
        #expect(try reduce([0, 1], keep: true) == floats([21], [1, 1]))
        #expect(throws: Misfit.self) { try reduce([2], keep: true) }
    }

    @Test("of nothing the sum is 0, the product 1, and there is no extreme")
    func empty() throws {
        let none = floats([], [2, 0])
        func reduce(_ reduction: OperatorAttributes.Reduction) throws -> [String] {
            let attributes = OperatorAttributes(axes: [1], keep: false, reduction: reduction)
            return try evaluate(.reduce, attributes, none)[0].words
        }
        #expect(try reduce(.sum) == ["0.0", "0.0"])
        #expect(try reduce(.product) == ["1.0", "1.0"])
        #expect(throws: Misfit.self) { try reduce(.maximum) }
        let rows = OperatorAttributes(axes: [1], keep: true, reduction: .sum)
        #expect(try evaluate(.reduce, rows, floats([], [0, 3]))[0].shape == [0, 1])
    }

    @Test("the logarithm of a sum of exponentials does not overflow")
    func logSum() throws {
        let attributes = OperatorAttributes(
            axes: [1], keep: false, reduction: .logOfSumOfExponentials)
        let sums = try evaluate(
            .reduce, attributes,
            doubles([1000, 1000, -.infinity, -.infinity, .infinity, 0], [3, 2]))[0]
        #expect(sums.words == ["1000.6931471805599", "-inf", "inf"])
    }

    @Test("an argument names the first extreme, or the last")
    func arguments() throws {
        let x = floats([1, 3, 3, 2, .nan, 5], [2, 3])
        func seek(_ operation: GraphOperator, _ attributes: OperatorAttributes) throws -> Tensor {
            try evaluate(operation, attributes, x)[0]
        }
        #expect(
            try seek(.argumentMaximum, OperatorAttributes(axis: 1, keep: false))
                == integers([1, 2]))
        #expect(
            try seek(.argumentMaximum, OperatorAttributes(axis: -1, keep: true, last: true))
                == integers([2, 2], [2, 1]))
        #expect(
            try seek(.argumentMinimum, OperatorAttributes(axis: 0, keep: false))
                == integers([0, 0, 0]))
    }

    @Test("softmax runs along an axis, or in old models through all from the axis on")
    func softmax() throws {
        let x = doubles([0, 0, 0, 0, 1e4, -1e4, 0, 0], [2, 2, 2])
        let last = try evaluate(.softmax, OperatorAttributes(axis: -1), x)[0]
        #expect(last.words == ["0.5", "0.5", "0.5", "0.5", "1.0", "0.0", "0.5", "0.5"])
        let flat = try evaluate(.softmax, OperatorAttributes(axis: 1, flat: true), x)[0]
        #expect(flat.words == ["0.25", "0.25", "0.25", "0.25", "1.0", "0.0", "0.0", "0.0"])
        let logarithm = try evaluate(
            .logSoftmax, OperatorAttributes(axis: 1), doubles([5], [1, 1]))
        #expect(logarithm[0].words == ["0.0"])
    }

    @Test("the largest come in order, the first of equals first")
    func largest() throws {
        let x = floats([3, 1, 3, 2], [1, 4])
        let best = try evaluate(
            .largest, OperatorAttributes(axis: 1), x, integers([3]), outputs: 2)
        #expect(best == [floats([3, 3, 2], [1, 3]), integers([0, 2, 3], [1, 3])])
        let least = try evaluate(
            .largest, OperatorAttributes(axis: 1, smallest: true), x, integers([1]), outputs: 2)
        #expect(least == [floats([1], [1, 1]), integers([1], [1, 1])])
        let long = floats((0..<200).map { Float(($0 * 7) % 50) })
        let many = try evaluate(
            .largest, OperatorAttributes(axis: 0), long, integers([100]), outputs: 2)
        let few = try evaluate(
            .largest, OperatorAttributes(axis: 0), long, integers([64]), outputs: 2)
        #expect(Array(many[1].words.prefix(64)) == few[1].words)
        #expect(misfit(.largest, OperatorAttributes(axis: 1), x, integers([5])) != nil)
    }

    @Test("sums run forwards or backwards, with or without each element")
    func cumulative() throws {
        let x = integers([1, 2, 3])
        func sums(_ exclusive: Bool, _ reverse: Bool) throws -> Tensor {
            let attributes = OperatorAttributes(axis: 0, exclusive: exclusive, reverse: reverse)
            return try evaluate(.cumulativeSum, attributes, x)[0]
        }
        #expect(try sums(false, false) == integers([1, 3, 6]))
        #expect(try sums(true, false) == integers([0, 1, 3]))
        #expect(try sums(false, true) == integers([6, 5, 3]))
        #expect(try sums(true, true) == integers([5, 3, 0]))
    }

    @Test("products broadcast what lies before the last two dimensions")
    func products() throws {
        let stack = floats([1, 2, 3, 4], [2, 1, 2])
        let matrix = floats([1, 0, 0, 1], [2, 2])
        #expect(try evaluate(.matrixProduct, nil, stack, matrix)[0] == stack)
        #expect(
            try evaluate(.matrixProduct, nil, floats([1, 2]), floats([3, 4]))[0]
                == floats([11], []))
        #expect(
            try evaluate(
                .matrixProduct, nil, integers([1, 2], [1, 2]), integers([3, 4], [2, 1]))[0]
                == integers([11], [1, 1]))
        #expect(
            try evaluate(.matrixProduct, nil, floats([], [0, 2]), matrix)[0] == floats([], [0, 2]))
        #expect(misfit(.matrixProduct, nil, floats([1, 2]), floats([1, 2, 3])) != nil)
    }

    @Test("a line divided by its norm; of norm zero it stays")
    func normalization() throws {
        let x = doubles([3, -4, 0, 0], [2, 2])
        let attributes = OperatorAttributes(axis: 1, order: 2)
        #expect(try evaluate(.normalize, attributes, x)[0] == doubles([0.6, -0.8, 0, 0], [2, 2]))
    }
}
