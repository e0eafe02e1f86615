/// Which library wrote a model that is JSON, told by the names near its start and end.
enum JSONFamily: Equatable {
    case xgboost, catboost, unknown

    /// Nil unless the bytes start as JSON does.
    init?(_ bytes: [UInt8]) {
        var start = bytes.prefix(64)[...]
        if start.starts(with: [0xEF, 0xBB, 0xBF]) { start = start.dropFirst(3) }
        start = start.drop { [0x20, 0x09, 0x0A, 0x0D].contains($0) }
        guard let first = start.first, [0x7B, 0x5B, 0x22].contains(first) else { return nil }
        let ends = String(decoding: bytes.prefix(4096) + bytes.suffix(4096), as: UTF8.self)
        if ends.contains("\"learner\"") {
            self = .xgboost
        } else if Self.catboostNames.contains(where: { ends.contains("\"\($0)\"") }) {
            self = .catboost
        } else {
            self = .unknown
        }
    }

    /// Members of a CatBoost model, one of which stands near an end whatever their order.
    private static let catboostNames = [
        "oblivious_trees", "features_info", "ctr_data", "scale_and_bias", "catboost_version_info",
    ]
}
