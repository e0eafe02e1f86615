import WeightFormat

/// The categories of one feature, in the order of their codes, as models since 3.1 store them.
private enum StoredCategories {
    case none
    case texts([String])
    case integers([Int64])

    /// Before 3.4 XGBoost counts a text of a data frame in characters and cuts as many bytes off the
    /// column as other than ASCII characters take more: what is left cannot be told apart.
    init(
        _ column: DocumentCursor, feature: String, _ version: XGBoostVersion
    ) throws(ImportFault) {
        let values = try column.member("values")
        guard let offsets = try column.optional("offsets") else {
            self = .integers(try values.integers().map { Int64($0) })
            return
        }
        // Signed bytes of UTF-8.
        let bytes = try values.integers(in: -128...255).map { UInt8(truncatingIfNeeded: $0) }
        guard version.isAtLeast(3, 4) || bytes.allSatisfy({ $0 < 128 }) else {
            throw .unsupported(
                place: "feature '\(feature)'",
                reason: "has categories of other than ASCII letters, which XGBoost before 3.4 "
                    + "stores cut off")
        }
        let ends = try offsets.integers(in: 0...bytes.count)
        guard zip(ends, ends.dropFirst()).allSatisfy({ $0 <= $1 }) else {
            throw offsets.contradiction("does not rise")
        }
        var texts: [String] = []
        for (start, end) in zip(ends, ends.dropFirst()) {
            guard let text = String(validating: bytes[start..<end], as: UTF8.self) else {
                throw values.contradiction("has a category that is not UTF-8")
            }
            texts.append(text)
        }
        self = texts.isEmpty ? .none : .texts(texts)
    }

    /// Whether a category is its own code, so that nothing has to be looked up.
    var areCodes: Bool {
        switch self {
        case .none: true
        case .texts: false
        case .integers(let values): values.enumerated().allSatisfy { Int64($0) == $1 }
        }
    }
}

extension XGBoostLowering {
    /// Adds features and, where categories are more than their codes, the stage that looks their
    /// codes up. A category that training did not see is refused, as XGBoost refuses it in a data
    /// frame. Where all of them are codes already, rows are a matrix.
    mutating func addColumns(_ learner: XGBoostLearner) throws(ImportFault) {
        let names = learner.featureNames
        features =
            names.isEmpty ? Feature.unnamed(learner.features) : names.map { Feature(name: $0) }
        sample = [Cell].plain(for: features)
        let stored = try stored(learner)
        guard stored.contains(where: { !$0.areCodes }) else { return }
        var columns: [ColumnEncoding] = []
        for (index, categories) in stored.enumerated() {
            columns.append(encoding(categories, index))
        }
        stages.append(.encode(EncodeStage(columns: columns)))
    }

    /// The categories of each feature; empty where the model has none.
    private func stored(_ learner: XGBoostLearner) throws(ImportFault) -> [StoredCategories] {
        let trees = try learner.booster.optional("gbtree") ?? learner.booster
        guard let encodings = try trees.member("model").optional("cats")?.optional("enc") else {
            return []
        }
        var stored: [StoredCategories] = []
        let columns = try encodings.elements()
        guard columns.isEmpty || columns.count == learner.features else {
            throw encodings.contradiction(
                "has categories of \(columns.count) features, not \(learner.features)")
        }
        for (column, feature) in zip(columns, features) {
            stored.append(
                try StoredCategories(column, feature: feature.name, learner.version))
        }
        return stored
    }

    private mutating func encoding(
        _ categories: StoredCategories, _ index: Int
    ) -> ColumnEncoding {
        switch categories {
        case .none: return .number
        case .texts(let texts):
            features[index].type = .text
            sample[index] = .text(texts.first ?? "")
            return ColumnEncoding(
                texts: tensors.keep(texts, as: "categories.\(index)"), unknown: .refuse,
                missing: .missing)
        case .integers(let values):
            sample[index] = .number(Double(values.first ?? 0))
            return ColumnEncoding(
                integers: keep(.int64(values), as: "categories.\(index)"), unknown: .refuse,
                missing: .missing)
        }
    }
}
