public import WeightFormat

/// Reads a trained model of another library, whose format is found by its content, into a weight
/// document that has been checked as a reader will check it.
///
/// - Parameter date: when this happens, ISO 8601; it goes into the provenance.
public func importModel(
    path: String, options: ImportOptions, date: String
) throws(ImportError) -> WeightDocument {
    do {
        return try document(of: SourceFile(path: path), options, date)
    } catch {
        throw ImportError(file: path, fault: error)
    }
}

/// Reads a model from bytes in memory, named like a file.
package func importModel(
    bytes: [UInt8], name: String, options: ImportOptions = ImportOptions(), date: String
) throws(ImportError) -> WeightDocument {
    do {
        return try document(of: SourceFile(bytes: bytes, path: name), options, date)
    } catch {
        throw ImportError(file: name, fault: error)
    }
}

private func document(
    of source: SourceFile, _ options: ImportOptions, _ date: String
) throws(ImportFault) -> WeightDocument {
    var document = try readModel(source, date: date)
    try options.apply(to: &document)
    try check(document)
    return document
}

private func readModel(
    _ source: SourceFile, date: String
) throws(ImportFault) -> WeightDocument {
    switch SourceFormat(source.bytes) {
    case .onnx: return try importONNX(source, date: date)
    case .xgboost(let encoding): return try importXGBoost(source, encoding, date: date)
    case .catboost: return try importCatBoost(source, date: date)
    case .lightgbm: return try importLightGBM(source, date: date)
    case .foreign(let what, let advice): throw .format(what, advice: advice)
    }
}

private func check(_ document: WeightDocument) throws(ImportFault) {
    do {
        _ = try document.serialized()
    } catch {
        throw .weights(error.fault)
    }
}

extension ImportOptions {
    func apply(to document: inout WeightDocument) throws(ImportFault) {
        if let name { document.name = name }
        if let classes {
            guard let own = document.classes else {
                throw .option(name: "classes", reason: "names labels, but the model has no classes")
            }
            guard classes.count == own.count else {
                throw .option(
                    name: "classes",
                    reason: "names \(classes.count) labels where the model has \(own.count) classes"
                )
            }
            guard Set(classes).count == classes.count else {
                throw .option(name: "classes", reason: "names a label twice")
            }
            document.classes = classes.map(ClassLabel.text)
        }
        guard let sample else { return }
        guard sample.count == document.features.count else {
            throw .option(
                name: "sample",
                reason: "has \(sample.count) values for \(document.features.count) features")
        }
        var cells: [Cell] = []
        for (text, feature) in zip(sample, document.features) {
            guard let cell = Cell(text, of: feature.type) else {
                throw .option(
                    name: "sample",
                    reason: "has '\(text.prefix(40))', no \(feature.type.word), for "
                        + "'\(feature.name)'")
            }
            cells.append(cell)
        }
        document.sample = cells
    }
}

extension Cell {
    /// The value that a text is to a feature of this type; nil where it is none.
    fileprivate init?(_ text: String, of type: Feature.Kind) {
        switch type {
        case .number:
            guard let value = Double(text), value.isFinite else { return nil }
            self = .number(value)
        case .integer:
            guard let value = Int64(text) else { return nil }
            self = .integer(value)
        case .text: self = .text(text)
        }
    }
}

extension Feature.Kind {
    fileprivate var word: String {
        switch self {
        case .number: "finite number"
        case .integer: "whole number"
        case .text: "text"
        }
    }
}
