import Tensors
import WeightFormat

/// Ranks with eight points in lanes; one row's at a time, so that a batch needs no more room than a
/// row.
struct PreparedNeighbors<Scalar: Width>: WidthStep {
    private let parameters: NeighborsParameters<Scalar>
    private let points: PointBlocks<Scalar>

    init(_ parameters: NeighborsParameters<Scalar>) {
        self.parameters = parameters
        points = PointBlocks(parameters.points, metric: parameters.metric)
    }

    @specialized(where Scalar == Float)
    @specialized(where Scalar == Double)
    func apply(_ x: Matrix<Scalar>) -> Matrix<Scalar> {
        let rows = parameters.metric.prepared(x)
        var scores: [Scalar] = []
        scores.reserveCapacity(x.rows * parameters.targets.columns)
        var ranks = [Scalar](repeating: 0, count: points.count)
        for row in 0..<rows.rows {
            points.rank(rows.row(row), into: &ranks)
            parameters.appendScores(ranks[...], to: &scores)
        }
        return Matrix(rows: x.rows, columns: parameters.targets.columns, values: scores)
    }
}

/// The plain form: every rank by its definition, all points sorted.
struct ReferenceNeighbors<Scalar: Width>: WidthStep {
    let parameters: NeighborsParameters<Scalar>

    @specialized(where Scalar == Float)
    @specialized(where Scalar == Double)
    func apply(_ x: Matrix<Scalar>) -> Matrix<Scalar> {
        let rows = parameters.metric.prepared(x)
        var scores: [Scalar] = []
        for row in 0..<rows.rows {
            let ranks = referenceRanks(rows.row(row), parameters.points, parameters.metric)
            parameters.appendScores(ranks[...], to: &scores)
        }
        return Matrix(rows: x.rows, columns: parameters.targets.columns, values: scores)
    }
}
