import Tensors
import Testing
import WeightFormat

@testable import ModelRuntime

@Suite struct ElementwiseTests {
    @Test("dimensions meet at the end, and one of 1 is repeated")
    func broadcasting() throws {
        let shapes: [([Int], [Int], [Int])] = [
            ([2, 3], [3], [2, 3]), ([2, 3], [1, 3], [2, 3]), ([2, 3], [2, 1], [2, 3]),
            ([2, 3], [], [2, 3]), ([], [2, 3], [2, 3]), ([2, 1, 3], [4, 1], [2, 4, 3]),
            ([3, 1], [1, 2], [3, 2]), ([0, 3], [3], [0, 3]), ([0, 3], [1], [0, 3]),
            ([1], [0], [0]),
        ]
        for (first, second, shape) in shapes {
            let a = floats((0..<first.reduce(1, *)).map { Float($0) }, first)
            let b = floats((0..<second.reduce(1, *)).map { Float($0) * 10 }, second)
            let sum = try evaluate(.add, nil, a, b)[0]
            #expect(sum.shape == shape, "\(first) and \(second)")
        }
        let sum = try evaluate(.subtract, nil, floats([1, 2], [2, 1]), floats([10, 20, 30]))[0]
        #expect(sum == floats([-9, -19, -29, -8, -18, -28], [2, 3]))
        #expect(misfit(.add, nil, floats([1, 2, 3]), floats([1, 2])) != nil)
        #expect(misfit(.add, nil, floats([1]), doubles([1])) != nil)
    }

    @Test("extremes of a NaN are NaN, whichever side it is on")
    func extremes() throws {
        let a = floats([.nan, 1, -0.0, 2])
        let b = floats([1, .nan, 0, 3])
        #expect(try evaluate(.minimum, nil, a, b)[0].words == ["nan", "nan", "0.0", "2.0"])
        #expect(try evaluate(.maximum, nil, a, b)[0].words == ["nan", "nan", "0.0", "3.0"])
        let clipped = try evaluate(.clip, nil, floats([.nan, -5, 5]), floats([-1], []), nil)[0]
        #expect(clipped.words == ["nan", "-1.0", "5.0"])
    }

    @Test("a remainder takes the second's sign, or the first's where truncated")
    func remainders() throws {
        let a = integers([7, -7, 7, -7, .min])
        let b = integers([3, 3, -3, -3, -1])
        #expect(try evaluate(.modulo, nil, a, b)[0] == integers([1, 2, -2, -1, 0]))
        let truncated = OperatorAttributes(truncated: true)
        #expect(try evaluate(.modulo, truncated, a, b)[0] == integers([1, -1, 1, -1, 0]))
        #expect(
            try evaluate(.modulo, truncated, floats([-5.5]), floats([2]))[0] == floats([-1.5]))
    }

    @Test("integers wrap around, divide towards zero, and not by zero")
    func integerArithmetic() throws {
        #expect(try evaluate(.add, nil, integers([.max]), integers([1]))[0] == integers([.min]))
        #expect(
            try evaluate(.divide, nil, integers([-7, .min]), integers([2, -1]))[0]
                == integers([-3, .min]))
        #expect(misfit(.divide, nil, integers([1]), integers([0])) == Misfit("divides by zero"))
        #expect(
            try evaluate(.power, nil, integers([2, -3, 1, 0]), integers([10, 3, -1, 0]))[0]
                == integers([1024, -27, 1, 1]))
    }

    @Test("comparisons with NaN are false, texts are equal byte by byte")
    func comparisons() throws {
        let nan = floats([.nan, 1])
        for operation in [GraphOperator.equal, .less, .lessOrEqual, .greater, .greaterOrEqual] {
            #expect(try evaluate(operation, nil, nan, nan)[0].words[0] == "false")
        }
        let equal = try evaluate(.equal, nil, texts(["a", "\u{E9}"]), texts(["a", "e\u{301}"]))[0]
        #expect(equal == truths([true, false]))
        #expect(misfit(.less, nil, texts(["a"]), texts(["b"])) != nil)
    }

    @Test("what is selected broadcasts with the condition")
    func selection() throws {
        let chosen = try evaluate(
            .select, nil, truths([true, false], [2, 1]), integers([1, 2, 3]), integers([0], []))[0]
        #expect(chosen == integers([1, 2, 3, 0, 0, 0], [2, 3]))
    }

    @Test("numbers become integers as on x86-64, truths and texts as in C")
    func casts() throws {
        let x = floats([1.9, -1.9, .nan, .infinity, -1e20, 0])
        let to64 = try evaluate(.cast, OperatorAttributes(to: .int64), x)[0]
        #expect(to64 == integers([1, -1, .min, .min, .min, 0]))
        let to32 = try evaluate(.cast, OperatorAttributes(to: .int32), x)[0]
        #expect(to32.words == ["1", "-1", "\(Int32.min)", "\(Int32.min)", "\(Int32.min)", "0"])
        let truth = try evaluate(.cast, OperatorAttributes(to: .bool), x)[0]
        #expect(truth == truths([true, true, true, true, true, false]))
        let words = try evaluate(
            .cast, OperatorAttributes(to: .text),
            floats([0.1, 1e10, .nan, -.infinity, -0.0, 123_456_792]))[0]
        #expect(words == texts(["0.1", "1e+10", "NaN", "-INF", "-0", "1.2345679e+08"]))
        let wide = try evaluate(.cast, OperatorAttributes(to: .text), doubles([0.1]))[0]
        #expect(wide == texts(["0.10000000000000001"]))
        let read = try evaluate(
            .cast, OperatorAttributes(to: .float32), texts(["1.5", " -2e3", "nan"]))[0]
        #expect(read.words == ["1.5", "-2000.0", "nan"])
        #expect(misfit(.cast, OperatorAttributes(to: .int64), texts(["x"])) != nil)
    }

    @Test("rounding goes to the even number, and signs of zeros and NaN stay")
    func unary() throws {
        #expect(
            try evaluate(.round, nil, floats([0.5, 1.5, -0.5, 2.5]))[0].words == [
                "0.0", "2.0", "-0.0", "2.0",
            ])
        #expect(try evaluate(.relu, nil, floats([-1, .nan]))[0].words == ["0.0", "nan"])
        let infinite = try evaluate(
            .isInfinite, OperatorAttributes(negative: false), floats([.infinity, -.infinity, 1]))[0]
        #expect(infinite == truths([true, false, false]))
    }
}
