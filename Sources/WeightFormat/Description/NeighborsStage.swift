/// Scores of a row from the points that lie nearest to it: the mean of their targets.
public struct NeighborsStage: Codable, Equatable, Sendable {
    public enum Metric: String, Codable, Sendable {
        case euclidean, manhattan, chebyshev, minkowski, cosine
    }

    public enum Weights: String, Codable, Sendable {
        case uniform
        /// The inverse of the distance; a point at no distance outweighs all that have one.
        case distance
    }

    /// Tensor [points, features].
    public var points: String
    /// Tensor [points, outputs].
    public var targets: String
    public var metric: Metric
    /// The order of the Minkowski metric, at least 1.
    public var power: Double?
    public var weights: Weights
    /// How many points count; of equal distances the first points.
    public var neighbors: Int?
    /// In place of `neighbors`: all points at most this far away count.
    public var radius: Double?
    /// Tensor [outputs]: the scores of a row that has no point within `radius`; NaN without it.
    public var outlier: String?

    public init(
        points: String, targets: String, metric: Metric, power: Double? = nil, weights: Weights,
        neighbors: Int? = nil, radius: Double? = nil, outlier: String? = nil
    ) {
        self.points = points
        self.targets = targets
        self.metric = metric
        self.power = power
        self.weights = weights
        self.neighbors = neighbors
        self.radius = radius
        self.outlier = outlier
    }
}
