extension ModelMetadata {
    /// Appends the document: the book's six keys in its order, then those of ours that are known.
    public func append(to bytes: inout [UInt8]) {
        JSONText.raw("{\"data_type\":", to: &bytes)
        JSONText.string(dataType, to: &bytes)
        JSONText.raw(",\"data_structure\":", to: &bytes)
        JSONText.string(dataStructure, to: &bytes)
        JSONText.raw(",\"data_sample\":", to: &bytes)
        JSONText.list(dataSample, to: &bytes) { row, bytes in
            JSONText.list(row, to: &bytes) { value, bytes in JSONText.value(value, to: &bytes) }
        }
        JSONText.raw(",\"prediction_type\":", to: &bytes)
        JSONText.string(predictionType, to: &bytes)
        JSONText.raw(",\"prediction_structure\":", to: &bytes)
        JSONText.string(predictionStructure, to: &bytes)
        JSONText.raw(",\"prediction_sample\":", to: &bytes)
        predictionSample.append(to: &bytes)
        appendExtras(to: &bytes)
        bytes.append(UInt8(ascii: "}"))
    }

    private func append(_ key: String, _ labels: [Label]?, to bytes: inout [UInt8]) {
        guard let labels else { return }
        bytes.append(UInt8(ascii: ","))
        JSONText.key(key, to: &bytes)
        JSONText.list(labels, to: &bytes) { label, bytes in JSONText.label(label, to: &bytes) }
    }

    private func appendExtras(to bytes: inout [UInt8]) {
        if let features {
            JSONText.raw(",\"features\":", to: &bytes)
            JSONText.list(features, to: &bytes) { feature, bytes in feature.append(to: &bytes) }
        }
        append("classes", classes, to: &bytes)
        append("labels", labels, to: &bytes)
        if let release {
            JSONText.raw(",\"release\":", to: &bytes)
            JSONText.string(release, to: &bytes)
        }
        if let model {
            JSONText.raw(",\"model\":", to: &bytes)
            JSONText.string(model.text, to: &bytes)
        }
    }
}

extension PredictionSample {
    static let servicePrefix = "service_"

    fileprivate func append(to bytes: inout [UInt8]) {
        switch self {
        case .values(let values):
            JSONText.numbers(values, to: &bytes)
        case .services(let services):
            let members = services.lazy.map { (Self.servicePrefix + $0.name, $0.values) }
            JSONText.object(members, to: &bytes) { values, bytes in
                if let values {
                    JSONText.numbers(values, to: &bytes)
                } else {
                    JSONText.null(to: &bytes)
                }
            }
        }
    }
}

extension FeatureDocument {
    fileprivate func append(to bytes: inout [UInt8]) {
        JSONText.raw("{\"name\":", to: &bytes)
        JSONText.string(name, to: &bytes)
        JSONText.raw(",\"type\":", to: &bytes)
        JSONText.string(type, to: &bytes)
        bytes.append(UInt8(ascii: "}"))
    }
}
