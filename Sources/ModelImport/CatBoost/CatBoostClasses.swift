import WeightFormat

/// The classes that `model_info` names, and the score of each.
struct CatBoostClasses {
    let labels: [ClassLabel]
    let order: CatBoostClassOrder

    /// Classes of a model that names none: 0, 1, ….
    init(scores: Int) {
        labels = (0..<max(scores, 2)).map { .integer(Int64($0)) }
        order = CatBoostClassOrder(scores: scores)
    }

    /// Nil where the file names no classes. `multiclass_params` is what 0.2x called them.
    init?(_ info: DocumentCursor, scores: Int) throws(ImportFault) {
        var params = try info.optional("class_params")
        if params == nil { params = try info.optional("multiclass_params") }
        guard let params else {
            guard let labels = try Self.optionLabels(info) else { return nil }
            self.labels = labels
            order = try Self.order(info, [], scores: scores, classes: labels.count)
            return
        }
        let type = try params.optional("class_label_type")?.text()
        let met = try params.optional("class_to_label")
        let named = try Self.named(params, type)
        let labels: [ClassLabel]
        if !named.isEmpty {
            labels = named
        } else if let met {
            labels = try Self.labels(met, type ?? "Integer")
        } else {
            labels = []
        }
        guard !labels.isEmpty else { return nil }
        self.labels = labels
        let places = named.isEmpty ? nil : try met?.doubles().map { Int(exactly: $0) ?? -1 }
        order = try Self.order(params, places ?? [], scores: scores, classes: labels.count)
    }

    /// The labels among the options of training, where older versions alone name them.
    private static func optionLabels(_ info: DocumentCursor) throws(ImportFault) -> [ClassLabel]? {
        let options = try info.optional("params")?.optional("data_processing_options")
        guard let names = try options?.optional("class_names") else { return nil }
        let labels = try labels(names, nil)
        return labels.isEmpty ? nil : labels
    }

    /// The labels in `class_names`, or as many numbers as `classes_count` says.
    private static func named(
        _ params: DocumentCursor, _ type: String?
    ) throws(ImportFault) -> [ClassLabel] {
        if let names = try params.optional("class_names") {
            let labels = try labels(names, type)
            if !labels.isEmpty { return labels }
        }
        let count = try params.optional("classes_count")?.integer(in: 0...Limits.columns) ?? 0
        return (0..<count).map { .integer(Int64($0)) }
    }

    /// One score serves two classes. Several serve one each, which `places` tells where it does;
    /// there may be fewer of them than classes.
    private static func order(
        _ params: DocumentCursor, _ places: [Int], scores: Int, classes: Int
    ) throws(ImportFault) -> CatBoostClassOrder {
        if scores == 1, classes == 2 { return CatBoostClassOrder(scores: 1) }
        let isWhole = places.count == scores && Set(places).count == scores
        if scores > 1, isWhole, places.allSatisfy((0..<classes).contains) {
            return CatBoostClassOrder(columns: places, outputs: classes)
        }
        guard scores > 1, classes == scores else {
            throw params.contradiction("names \(classes) classes for \(scores) scores")
        }
        return CatBoostClassOrder(scores: scores)
    }

    private static func labels(
        _ cursor: DocumentCursor, _ type: String?
    ) throws(ImportFault) -> [ClassLabel] {
        var labels: [ClassLabel] = []
        for label in try cursor.elements() {
            switch label.value {
            case .text(let text): labels.append(.text(text))
            case .bool(let bool): labels.append(.boolean(bool))
            case .integer(let integer) where type == "Boolean":
                labels.append(.boolean(integer != 0))
            case .integer(let integer) where type != "Float": labels.append(.integer(integer))
            case .integer, .real: labels.append(number(try label.real(), type))
            case .null, .numbers, .array, .object: throw label.fault("a class label")
            }
        }
        // Labels of one file are of one kind; a whole number among reals is a real.
        let hasReals = labels.contains { if case .real = $0 { true } else { false } }
        return labels.map { label in
            if hasReals, case .integer(let integer) = label {
                .real(Double(integer))
            } else {
                label
            }
        }
    }

    private static func number(_ real: Double, _ type: String?) -> ClassLabel {
        if type == "Integer", let integer = Int64(exactly: real) { return .integer(integer) }
        return .real(real)
    }
}
