import ModelRuntime
import Tensors
import Testing
import WeightFormat

@Suite struct NeighborsTests {
    /// Points 0, 1, 3 and 7 on a line; one output counts them, the other is their place.
    private func scene() -> Scene {
        var scene = Scene(task: .regression, features: 1, classes: nil)
        scene.tensors = [
            "p": .float64([0, 1, 3, 7], shape: [4, 1]),
            "t": .float64([1, 0, 1, 1, 1, 2, 1, 3], shape: [4, 2]),
            "o": .float64([-1, -2]),
        ]
        return scene
    }

    private func stages(_ change: (inout NeighborsStage) -> Void) -> [Stage] {
        var stage = NeighborsStage(
            points: "p", targets: "t", metric: .euclidean, weights: .uniform)
        change(&stage)
        return [.neighbors(stage), .regress(RegressHead(link: .identity))]
    }

    private func values(_ rows: [[Double]], _ change: (inout NeighborsStage) -> Void) throws
        -> [[Double]]
    {
        let found = try scene().models(stages(change)).map {
            try $0.predict(rows).value?.table ?? []
        }
        #expect(found[0].description == found[1].description, "the two forms differ")
        return found[1]
    }

    @Test("the nearest points' mean; of equal distances the first")
    func nearest() throws {
        let found = try values([[0.4], [2], [100]]) { $0.neighbors = 2 }
        #expect(found == [[1, 0.5], [1, 1.5], [1, 2.5]])
        #expect(try values([[2]]) { $0.neighbors = 1 } == [[1, 1]])
    }

    @Test("weights are inverse distances, and a point at none is all there is")
    func weighted() throws {
        let found = try values([[2.5], [3]]) {
            $0.neighbors = 2
            $0.weights = .distance
        }
        let (near, far) = (1 / 0.5, 1 / 1.5)
        #expect(found == [[1, (near * 2 + far * 1) / (near + far)], [1, 2]])
    }

    @Test("all points within a radius, and a row of its own where there are none")
    func radius() throws {
        let found = try values([[2], [50]]) {
            $0.radius = 1
            $0.outlier = "o"
        }
        #expect(found == [[1, 1.5], [-1, -2]])
        #expect(try values([[50]]) { $0.radius = 1 }[0][0].isNaN)
    }

    @Test(
        "points in lanes rank as by definition, bit for bit",
        arguments: [1, 7, 8, 9, 40], 0..<5)
    func lanes(count: Int, metric: Int) {
        let metrics: [Metric<Double>] = [
            .euclidean, .manhattan, .chebyshev, .minkowski(power: 3), .cosine,
        ]
        var generator = SystemRandomNumberGenerator()
        let numbers = (0..<count * 3).map { _ in Double.random(in: -2...2, using: &generator) }
        let metric = metrics[metric]
        let points = metric.prepared(Matrix(rows: count, columns: 3, values: numbers))
        for row in [[0.5, -0.0, 1e-300], [.nan, 0, 1], [.infinity, 1, 2], [0, 0, 0]] {
            var ranks = [Double](repeating: -1, count: count)
            PointBlocks(points, metric: metric).rank(row[...], into: &ranks)
            let expected = referenceRanks(row[...], points, metric)
            #expect(ranks.map(\.description) == expected.map(\.description))
        }
    }

    @Test("distances are those of the formulas")
    func formulas() throws {
        var scene = Scene(task: .regression, features: 2, classes: nil)
        scene.tensors = [
            "p": .float64([3, 4, 1, 0], shape: [2, 2]), "t": .float64([1, 0], shape: [2, 1]),
        ]
        // From the origin 5, 7, 4, 91^(1/3), 1 against 1, 1, 1, 1, 1: weighted means tell them.
        for (metric, distance) in [
            (NeighborsStage.Metric.euclidean, 5.0), (.manhattan, 7), (.chebyshev, 4),
            (.minkowski, 4.497941445275415), (.cosine, 1),
        ] {
            let expected = (1 / distance) / (1 / distance + 1)
            let stages = stages {
                $0.neighbors = 2
                $0.weights = .distance
                $0.metric = metric
                $0.power = 3
            }
            for model in try scene.models(stages) {
                let value = try #require(model.predict([[0, 0]]).value?.table[0][0])
                #expect(abs(value - expected) < 1e-15, "\(metric)")
            }
        }
    }
}
