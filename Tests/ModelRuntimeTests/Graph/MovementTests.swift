import Tensors
import Testing
import WeightFormat

@testable import ModelRuntime

@Suite struct MovementTests {
    private let table = integers([0, 1, 2, 3, 4, 5], [2, 3])

    @Test("a shape may leave one dimension open and copy others")
    func reshape() throws {
        #expect(try evaluate(.reshape, nil, table, integers([3, -1]))[0].shape == [3, 2])
        #expect(try evaluate(.reshape, nil, table, integers([0, 1, -1]))[0].shape == [2, 1, 3])
        let none = integers([], [0, 3])
        let zeroIsZero = OperatorAttributes(zeroIsZero: true)
        #expect(try evaluate(.reshape, zeroIsZero, none, integers([3, 0]))[0].shape == [3, 0])
        for shape in [[4, 2], [-1, -1], [-1, 4], [-2, 3], [1, 1, 0]] as [[Int64]] {
            #expect(misfit(.reshape, nil, table, integers(shape)) != nil, "\(shape)")
        }
        #expect(misfit(.reshape, nil, table, integers([.max, .max])) != nil)
    }

    @Test("dimensions are exchanged, added and dropped")
    func dimensions() throws {
        #expect(try evaluate(.transpose, nil, table)[0] == integers([0, 3, 1, 4, 2, 5], [3, 2]))
        #expect(
            try evaluate(.unsqueeze, OperatorAttributes(axes: [-1, 0]), table)[0].shape
                == [1, 2, 3, 1])
        #expect(
            try evaluate(.squeeze, OperatorAttributes(axes: [0]), integers([1], [1, 1]))[0].shape
                == [1])
        #expect(misfit(.squeeze, OperatorAttributes(axes: [0]), table) != nil)
        #expect(try evaluate(.flatten, OperatorAttributes(axis: 0), table)[0].shape == [1, 6])
        #expect(try evaluate(.flatten, OperatorAttributes(axis: 2), table)[0].shape == [6, 1])
        #expect(try evaluate(.shape, nil, table)[0] == integers([2, 3]))
    }

    @Test("positions count from the end where negative, and beyond there is nothing")
    func gather() throws {
        let rows = try evaluate(.gather, OperatorAttributes(axis: 0), table, integers([-1, 0]))[0]
        #expect(rows == integers([3, 4, 5, 0, 1, 2], [2, 3]))
        let one = try evaluate(.gather, OperatorAttributes(axis: 1), table, integers([1], []))[0]
        #expect(one == integers([1, 4]))
        #expect(
            misfit(.gather, OperatorAttributes(axis: 1), table, integers([3]))
                == Misfit("takes element 3 of 3"))
        let places = integers([2, -3, 0, 1], [2, 2])
        let elements = try evaluate(.gatherElements, OperatorAttributes(axis: 1), table, places)[0]
        #expect(elements == integers([2, 0, 3, 4], [2, 2]))
        let tuples = try evaluate(.gatherTuples, nil, table, integers([1, 2, 0, -1], [2, 2]))[0]
        #expect(tuples == integers([5, 2]))
        let batched = try evaluate(
            .gatherTuples, OperatorAttributes(batch: 1), table, integers([1, 0], [2, 1]))[0]
        #expect(batched == integers([1, 3]))
    }

    @Test("a slice is cut to what is there, and may run backwards")
    func slice() throws {
        let x = integers([0, 1, 2, 3, 4])
        func cut(_ start: Int64, _ end: Int64, _ step: Int64) throws -> Tensor {
            try evaluate(
                .slice, nil, x, integers([start]), integers([end]), integers([0]),
                integers([step]))[0]
        }
        #expect(try cut(1, .max, 2) == integers([1, 3]))
        #expect(try cut(-2, 99, 1) == integers([3, 4]))
        #expect(try cut(-1, .min, -2) == integers([4, 2, 0]))
        #expect(try cut(3, 1, 1) == integers([]))
        #expect(try cut(9, 0, -1) == integers([4, 3, 2, 1]))
        #expect(try cut(0, 5, .max) == integers([0]))
        #expect(throws: Misfit.self) { try cut(0, 1, 0) }
        let axis = try evaluate(
            .slice, nil, table, integers([1]), integers([3]), integers([-1]))[0]
        #expect(axis == integers([1, 2, 4, 5], [2, 2]))
    }

    @Test("values are joined, split and repeated")
    func joining() throws {
        let joined = try evaluate(
            .concatenate, OperatorAttributes(axis: 1), table, integers([9, 9], [2, 1]))[0]
        #expect(joined == integers([0, 1, 2, 9, 3, 4, 5, 9], [2, 4]))
        #expect(misfit(.concatenate, OperatorAttributes(axis: 0), table, integers([1])) != nil)
        #expect(
            misfit(.concatenate, OperatorAttributes(axis: 0), integers([1]), floats([1])) != nil)
        let parts = try evaluate(
            .split, OperatorAttributes(axis: 1, sizes: [1, 2]), table, outputs: 2)
        #expect(parts == [integers([0, 3], [2, 1]), integers([1, 2, 4, 5], [2, 2])])
        let uneven = try evaluate(
            .split, OperatorAttributes(axis: 0), integers([1, 2, 3]), outputs: 2)
        #expect(uneven == [integers([1, 2]), integers([3])])
        #expect(
            try evaluate(.tile, nil, integers([1, 2]), integers([2]))[0] == integers([1, 2, 1, 2]))
        #expect(
            try evaluate(.expand, nil, integers([1, 2], [2, 1]), integers([2, 2]))[0]
                == integers([1, 1, 2, 2], [2, 2]))
    }

    @Test("a value no larger than its shape allows is made, and no larger")
    func limits() throws {
        let zero = floats([0])
        #expect(try evaluate(.fill, nil, integers([2, 0]), zero)[0].shape == [2, 0])
        #expect(misfit(.fill, nil, integers([1 << 36]), zero) != nil)
        #expect(misfit(.fill, nil, integers([.max, .max]), zero) != nil)
        #expect(misfit(.fill, nil, integers([-1]), zero) != nil)
        #expect(misfit(.tile, nil, zero, integers([1 << 40])) != nil)
        #expect(
            misfit(.range, nil, integers([0]), integers([.max]), integers([1])) != nil)
        #expect(
            try evaluate(.range, nil, integers([5]), integers([0]), integers([-2]))[0]
                == integers([5, 3, 1]))
        #expect(
            try evaluate(.range, nil, floats([0]), floats([1]), floats([0.4]))[0]
                == floats([0, 0.4, 0.8]))
    }

    @Test("places of what is not zero, and one-hot places")
    func places() throws {
        #expect(
            try evaluate(.nonZero, nil, integers([0, 5, 0, 7], [2, 2]))[0]
                == integers([0, 1, 1, 1], [2, 2]))
        let hot = try evaluate(
            .oneHot, OperatorAttributes(axis: -1), integers([1, -1, 7]), integers([3]),
            floats([0, 9]))[0]
        #expect(hot == floats([0, 9, 0, 0, 0, 9, 0, 0, 0], [3, 3]))
    }

    @Test("labels are found by value, NaN by NaN, both zeros as one")
    func labels() throws {
        let keys = floats([1, .nan, 0])
        let found = try evaluate(
            .encodeLabels, nil, floats([.nan, -0.0, 2]), keys, texts(["one", "nan", "zero"]),
            texts(["?"]))[0]
        #expect(found == texts(["nan", "zero", "?"]))
    }

    @Test("an unknown category is zeros, or its row is refused")
    func categories() throws {
        let known = texts(["a", "b"])
        let zeros = OperatorAttributes(zeros: true)
        #expect(
            try evaluate(.encodeCategories, zeros, texts(["b", "c"]), known)[0]
                == floats([0, 1, 0, 0], [2, 2]))
        #expect(
            misfit(.encodeCategories, nil, texts(["b", "c"], [2, 1]), known)
                == Misfit("meets an unknown category", row: 1))
    }
}
