import WeightFormat

/// What the first lines of a model text say.
struct LightGBMHeader {
    /// The version of the text, `v4`.
    let version: String?
    /// Columns of a row.
    let features: Int
    let names: [String]
    /// Of each feature `[least:greatest]`, its categories `1:0:2`, or `none`.
    let infos: [String]
    /// Scores a row, and trees a round.
    let scores: Int
    /// Whether predictions are of the trees' mean (random forests).
    let isAverage: Bool
    /// The objective and its settings, `["binary", "sigmoid:1"]`; empty for one of the user's.
    let objective: [String]

    init(_ fields: LightGBMFields) throws(ImportFault) {
        version = try fields.text("version")
        features = try fields.integer("max_feature_idx", in: 0...Limits.columns - 1) + 1
        let names = try fields.text("feature_names")?.split(separator: " ").map(String.init) ?? []
        guard names.count == features else {
            throw fields.fault("has \(names.count) feature_names for \(features) features")
        }
        self.names = names
        infos = try fields.text("feature_infos")?.split(separator: " ").map(String.init) ?? []
        scores = try fields.integer("num_class", in: 1...Limits.columns)
        let trees =
            fields.has("num_tree_per_iteration")
            ? try fields.integer("num_tree_per_iteration", in: 1...Limits.columns) : scores
        guard trees == scores else {
            throw fields.fault("has \(trees) trees a round for \(scores) classes")
        }
        isAverage = fields.has("average_output")
        objective = try fields.text("objective")?.split(separator: " ").map(String.init) ?? []
    }
}
