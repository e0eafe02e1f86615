import Tensors
import Testing

@Suite struct ElementwiseTests {
    @Test("softmax takes the largest score off first, so that large scores do not overflow")
    func softmax() {
        var scores = Matrix<Double>(rows: 2, columns: 2, values: [1000, 1000, 0, Double.log(3)])
        scores.applySoftmax(by: nil)
        #expect(scores.row(0) == [0.5, 0.5])
        #expect(abs(scores[1, 0] - 0.25) < 1e-15)
        #expect(abs(scores[1, 1] - 0.75) < 1e-15)
    }

    @Test("the first of a row's largest numbers is found, NaN only in front", arguments: 1...12)
    func largestColumns(columns: Int) {
        var generator = SeededGenerator(seed: UInt64(columns))
        let choices: [Float] = [0, -0.0, 1, 1, -1, .nan, .infinity, -.infinity, 2.5]
        for rows in [0, 1, 7, 200] {
            let values = (0..<rows * columns).map { _ in
                choices.randomElement(using: &generator) ?? 0
            }
            let matrix = Matrix(rows: rows, columns: columns, values: values)
            var found = [Int32](repeating: -1, count: rows)
            matrix.fillLargestColumns(&found)
            for row in 0..<rows {
                var best = 0
                for column in 0..<columns where matrix[row, column] > matrix[row, best] {
                    best = column
                }
                #expect(found[row] == Int32(best))
            }
        }
    }

    @Test("softmax over non-zero scores leaves zeros at zero")
    func softmaxZero() {
        var scores = Matrix<Float>(rows: 1, columns: 3, values: [2, 0, 2])
        scores.applySoftmaxZero()
        #expect(scores.values == [0.5, 0, 0.5])
    }

    @Test("a sigmoid's sides sum to one in float32 and keep small values in float64")
    func sigmoid() {
        #expect(Float.sigmoid(3) + Float.sigmoid(-3) == 1)
        #expect(Double.sigmoid(-700) == 1 / (1 + Double.exp(700)))
        #expect(Float.sigmoid(0) == 0.5)
    }

    @Test("the probit of a half is zero, and its sides mirror")
    func probit() {
        #expect(Double.probit(0.5) == 0)
        #expect(abs(Double.probit(0.975) - 1.96) < 5e-3)
        #expect(Double.probit(0.025) == -Double.probit(0.975))
    }

    static let norms: [(RowNorm, [Double], [Double])] = [
        (.max, [1, -4, 3], [1.0 / 3, -4.0 / 3, 1]),
        (.absoluteMax, [1, -4, 3], [0.25, -1, 0.75]),
        (.l1, [1, -4, 3], [0.125, -0.5, 0.375]),
        (.l2, [3, 0, -4], [0.6, 0, -0.8]),
        (.l2, [0, 0, 0], [0, 0, 0]),
    ]

    @Test("rows divide by their norm, and a row of norm zero stays", arguments: 0..<5)
    func norms(index: Int) {
        let (norm, row, expected) = Self.norms[index]
        var wide = Matrix(rows: 1, columns: 3, values: row)
        wide.normalizeRows(by: norm)
        #expect(wide.values == expected)
        var narrow = Matrix(rows: 1, columns: 3, values: row.map { Float($0) })
        narrow.normalizeRows(by: norm)
        for (found, expected) in zip(narrow.values, expected) {
            #expect(abs(Double(found) - expected) < 1e-7)
        }
    }
}
