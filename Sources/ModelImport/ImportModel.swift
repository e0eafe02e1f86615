public import WeightFormat

/// Reads a trained model of another library, whose format is found by its content, into a weight
/// document that has been checked as a reader will check it.
///
/// - Parameter date: when this happens, ISO 8601; it goes into the provenance.
public func importModel(
    path: String, options: ImportOptions, date: String
) throws(ImportError) -> WeightDocument {
    do {
        let source = try SourceFile(path: path)
        var document = try readModel(source, date: date)
        try options.apply(to: &document)
        try check(document)
        return document
    } catch {
        throw ImportError(file: path, fault: error)
    }
}

private func readModel(
    _ source: SourceFile, date: String
) throws(ImportFault) -> WeightDocument {
    switch SourceFormat(source.bytes) {
    case .onnx: return try importONNX(source, date: date)
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
                reason: "has \(sample.count) numbers for \(document.features.count) features")
        }
        guard sample.allSatisfy(\.isFinite) else {
            throw .option(name: "sample", reason: "has a number that is not finite")
        }
        document.sample = sample
    }
}
