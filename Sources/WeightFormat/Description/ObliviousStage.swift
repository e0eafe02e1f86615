/// An ensemble of oblivious trees (CatBoost's): all nodes of one level ask the same question, so a
/// leaf's number is its row's answers read as bits.
///
/// Rows are float32; leaves are summed in double, tree after tree, then scaled and moved by `bias`.
public struct ObliviousStage: Codable, Equatable, Sendable {
    /// Tensor [trees] of I32: the levels of each tree.
    public var depths: String
    /// Tensor [levels] of I32, tree after tree: the column that a level looks at.
    public var features: String
    /// Tensor [levels] of F32: level `l` of a tree adds `2^l` to the leaf's number where
    /// `x[feature] > border`.
    public var borders: String
    /// Tensor [columns] of U8: 1 where a missing value (NaN) counts as infinity, and so is above
    /// every border; without it, and where it is 0, a NaN is above none.
    public var missingAbove: String?
    /// Tensor [leaves, outputs] of F64: tree after tree, `2^depth` leaves each.
    public var values: String
    public var scale: Double
    /// Tensor [outputs] of F64.
    public var bias: String

    enum CodingKeys: String, CodingKey {
        case depths, features, borders, values, scale, bias
        case missingAbove = "missing-above"
    }

    public init(
        depths: String, features: String, borders: String, missingAbove: String? = nil,
        values: String, scale: Double, bias: String
    ) {
        self.depths = depths
        self.features = features
        self.borders = borders
        self.missingAbove = missingAbove
        self.values = values
        self.scale = scale
        self.bias = bias
    }
}
