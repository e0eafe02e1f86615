/// Which library wrote a model that is JSON, told by the names near its start and end.
struct JSONFamily: Equatable {
    var what: String
    var advice = "convert it to ONNX, for this version of Chorus imports ONNX alone"

    /// Nil unless the bytes start as JSON does.
    init?(_ bytes: [UInt8]) {
        var start = bytes.prefix(64)[...]
        if start.starts(with: [0xEF, 0xBB, 0xBF]) { start = start.dropFirst(3) }
        start = start.drop { [0x20, 0x09, 0x0A, 0x0D].contains($0) }
        guard let first = start.first, [0x7B, 0x5B, 0x22].contains(first) else { return nil }
        let ends = String(decoding: bytes.prefix(4096) + bytes.suffix(4096), as: UTF8.self)
        if ends.contains("\"learner\"") {
            what = "an XGBoost JSON model"
        } else if ends.contains("\"oblivious_trees\"") || ends.contains("\"features_info\"") {
            what = "a CatBoost JSON model"
        } else {
            what = "JSON, but of no library known here"
            advice = "give the model as its library saved it"
        }
    }
}
