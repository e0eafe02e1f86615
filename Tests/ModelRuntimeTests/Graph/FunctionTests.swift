import Tensors
import Testing
import WeightFormat

@testable import ModelRuntime

@Suite struct FunctionTests {
    @Test("elementary functions are those of NumPy")
    func elementary() throws {
        let cases: [(GraphOperator, Double, Double)] = [
            (.log1p, 1e-10, 9.9999999995e-11), (.expm1, 1e-10, 1.00000000005e-10), (.log2, 8, 3),
            (.log10, 1000, 3), (.exp2, 0.5, 2.0.squareRoot()), (.cubeRoot, -27, -3),
            (.square, -3, 9), (.truncate, -1.75, -1), (.sinh, 1, 1.1752011936438014),
            (.cosh, 1, 1.5430806348152437), (.arcsinh, 1, 0.881373587019543),
            (.arccosh, 2, 1.3169578969248166), (.arctanh, 0.5, 0.5493061443340548),
            (.arcsine, 0.5, 0.5235987755982989), (.arccosine, 0.5, 1.0471975511965979),
        ]
        for (operation, x, expected) in cases {
            let found = try evaluate(operation, nil, doubles([x]))[0]
            let value = try #require(found.values(Double.self).first)
            #expect(abs(value - expected) <= 4e-16 * abs(expected), "\(operation)")
            #expect(try evaluate(operation, nil, floats([.nan]))[0].words == ["nan"])
        }
    }

    @Test("normal quantiles equal SciPy's `ndtri`")
    func quantiles() throws {
        let expected: [(Double, Double)] = [
            (1e-300, -37.0470962993612), (1e-20, -9.262340089798409), (1e-5, -4.264890793922825),
            (0.02425, -1.972961051311885), (0.075, -1.4395314709384563),
            (0.3, -0.5244005127080409), (0.5, 0), (0.9, 1.2815515655446008),
            (0.999999, 4.753424308817087),
        ]
        for (p, quantile) in expected {
            #expect(abs(NormalQuantile.of(p) - quantile) <= 4e-15 * max(abs(quantile), 1), "\(p)")
        }
        #expect(NormalQuantile.of(0) == -.infinity)
        #expect(NormalQuantile.of(1) == .infinity)
        #expect(NormalQuantile.of(-0.1).isNaN && NormalQuantile.of(.nan).isNaN)
    }

    @Test("a line through knots is NumPy's `interp`: ends, steps, NaN")
    func interpolation() throws {
        let x = doubles([-1, 0, 0.25, 1, 1.5, 2, 2.5, 3, .nan, .infinity])
        let knots = doubles([0, 1, 1, 2, 3])
        let values = doubles([10, 20, 30, 30, 50])
        let found = try evaluate(.interpolate, nil, x, knots, values)[0]
        let expected = doubles([10, 10, 12.5, 30, 30, 30, 40, 50, .nan, 50])
        #expect(found.words == expected.words)
    }

    @Test("each column may have knots of its own, and they must fit")
    func columns() throws {
        let x = doubles([0.5, 0.5, 2, 2], [2, 2])
        let knots = doubles([0, 1, 0, 4], [2, 2])
        let values = doubles([0, 10, 0, 40], [2, 2])
        let found = try evaluate(.interpolate, nil, x, knots, values)[0]
        #expect(found == doubles([5, 5, 10, 20], [2, 2]))
        #expect(misfit(.interpolate, nil, doubles([1], [1, 1]), knots, values) != nil)
        #expect(misfit(.interpolate, nil, x, knots, doubles([1])) != nil)
        #expect(misfit(.interpolate, nil, integers([1]), knots, values) != nil)
    }

    @Test("a guard hands finite numbers on, and names the row that has another")
    func guards() throws {
        let whole = doubles([1, -0.0], [2, 1])
        #expect(try evaluate(.finite, nil, whole)[0] == whole)
        #expect(misfit(.finite, nil, doubles([1, 2, .nan, 4], [2, 2]))?.row == 1)
        #expect(misfit(.finite, nil, floats([.infinity], [1, 1]))?.row == 0)
        let missing = OperatorAttributes(missing: true)
        #expect(try evaluate(.finite, missing, doubles([.nan]))[0].words == ["nan"])
        #expect(misfit(.finite, missing, doubles([.nan, -.infinity], [2, 1]))?.row == 1)
    }

    @Test("without a value for other keys, a row with one is refused")
    func unknownLabels() throws {
        let keys = texts(["a", "b"])
        let values = integers([7, 8])
        #expect(
            try evaluate(.encodeLabels, nil, texts(["b", "a"]), keys, values)[0]
                == integers([8, 7]))
        let found = misfit(.encodeLabels, nil, texts(["b", "c"], [2, 1]), keys, values)
        #expect(found == Misfit("meets an unknown category", row: 1))
    }
}
