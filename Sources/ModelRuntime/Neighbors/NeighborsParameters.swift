import Tensors
import WeightFormat

/// Points with targets as the file has them.
struct NeighborsParameters<Scalar: Width>: Sendable {
    enum Reach {
        case nearest(Int)
        case within(Scalar)
    }

    /// points x features, as the metric compares them.
    let points: Matrix<Scalar>
    /// points x outputs.
    let targets: Matrix<Scalar>
    let metric: Metric<Scalar>
    let reach: Reach
    let isWeighted: Bool
    /// The scores of a row without neighbors.
    let outlier: [Scalar]
}

extension NeighborsParameters {
    init(_ stage: NeighborsStage, _ file: WeightFile) throws(WeightError) {
        metric =
            switch stage.metric {
            case .euclidean: .euclidean
            case .manhattan: .manhattan
            case .chebyshev: .chebyshev
            case .minkowski: .minkowski(power: Scalar(stage.power ?? 2))
            case .cosine: .cosine
            }
        points = metric.prepared(try file.matrix(stage.points))
        targets = try file.matrix(stage.targets)
        reach = stage.radius.map { .within(Scalar($0)) } ?? .nearest(stage.neighbors ?? 1)
        isWeighted = stage.weights == .distance
        if let name = stage.outlier {
            outlier = try Scalar.read(file.tensor(name))
        } else {
            outlier = Array(repeating: .nan, count: targets.columns)
        }
    }

    /// One row's scores from the ranks of all points, appended to `scores`: the neighbors' targets,
    /// weighted, in the order of the points' distance, then of their place.
    func appendScores(_ ranks: ArraySlice<Scalar>, to scores: inout [Scalar]) {
        let neighbors = neighbors(ranks)
        guard !neighbors.isEmpty else { return scores.append(contentsOf: outlier) }
        let weights = weights(neighbors)
        let total = weights.reduce(0, +)
        for output in 0..<targets.columns {
            var sum: Scalar = 0
            for (neighbor, weight) in zip(neighbors, weights) {
                sum += weight * targets[neighbor.place, output]
            }
            scores.append(sum / total)
        }
    }

    private func neighbors(_ ranks: ArraySlice<Scalar>) -> [Neighbor<Scalar>] {
        switch reach {
        case .nearest(let count): return nearest(ranks, count)
        case .within(let radius):
            return ranks.enumerated().compactMap { place, rank in
                metric.distance(rank) <= radius ? Neighbor(rank: rank, place: place) : nil
            }
        }
    }

    private func weights(_ neighbors: [Neighbor<Scalar>]) -> [Scalar] {
        guard isWeighted else { return Array(repeating: 1, count: neighbors.count) }
        let distances = neighbors.map { metric.distance($0.rank) }
        guard distances.contains(0) else { return distances.map { 1 / $0 } }
        return distances.map { $0 == 0 ? 1 : 0 }
    }
}

/// A point by its rank, and among equal ones by its place.
struct Neighbor<Scalar: Real>: Comparable {
    let rank: Scalar
    let place: Int

    static func < (a: Neighbor, b: Neighbor) -> Bool {
        a.rank < b.rank || a.rank == b.rank && a.place < b.place
    }
}

/// The `count` points of the smallest ranks, in order.
///
/// Kept sorted while all are passed once: for as few as models ask for that is less work than a heap.
func nearest<Scalar: Real>(_ ranks: ArraySlice<Scalar>, _ count: Int) -> [Neighbor<Scalar>] {
    var kept: [Neighbor<Scalar>] = []
    kept.reserveCapacity(count + 1)
    for (place, rank) in ranks.enumerated() {
        if kept.count == count, let last = kept.last, !(rank < last.rank) { continue }
        let candidate = Neighbor(rank: rank, place: place)
        var position = kept.count
        while position > 0, candidate < kept[position - 1] { position -= 1 }
        kept.insert(candidate, at: position)
        if kept.count > count { kept.removeLast() }
    }
    return kept
}
