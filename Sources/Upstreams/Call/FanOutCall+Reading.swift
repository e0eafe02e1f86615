import FanOut
import InferenceAPI
import NIOCore

// Members' answers are read as far as the run needs: most are checked and copied.
extension FanOutCall {
    /// An answer whose numbers are read, but not yet what they stand for.
    struct Undescribed {
        enum Stage {
            /// Asked for `/metadata`.
            case metadata
            /// Asked for `/label`.
            case labels
        }

        let response: UpstreamResponse
        let predictions: MemberAnswer?
        var stage = Stage.metadata
        /// The model that told its metadata.
        var model: ModelTag?
    }

    func read(_ response: UpstreamResponse, at site: Int) {
        if let waiting = undescribed[site] { return describe(waiting, by: response, at: site) }
        let name = run.plan.member(at: site).name
        if let failure = dialect.failure(in: response, from: name) {
            return failed(failure, at: site)
        }
        guard let rows = operation.rows(at: site, of: run) else {
            return answered(response.body, nil, model: response.model, at: site)
        }
        do throws(MemberAnswerError) {
            let needs = run.needs(of: site)
            guard !needs.isEmpty else {
                try MemberAnswer.check(response.body.readableBytesUInt8Span, rows: rows)
                return answered(response.body, nil, model: response.model, at: site)
            }
            let predictions = try MemberAnswer(
                json: response.body.readableBytesUInt8Span, rows: rows)
            guard needs.contains(.signature) else {
                let reading = Reading(predictions: predictions)
                return answered(response.body, reading, model: response.model, at: site)
            }
            describe(response, predictions, at: site)
        } catch {
            failed(Failure(code: .badAnswer, detail: "\(name): \(error)"), at: site)
        }
    }

    private func describe(
        _ response: UpstreamResponse, _ predictions: MemberAnswer, at site: Int
    ) {
        let book = upstreams.signatures
        if let known = book.signature(of: target(of: site), model: response.model) {
            return answered(response, predictions, known, at: site)
        }
        undescribed[site] = Undescribed(response: response, predictions: predictions)
        askFirst(.metadata, at: site)
    }

    /// A member told something about its model: by `/metadata` and, where that does not say which
    /// classes there are, by `/label`.
    private func describe(
        _ waiting: Undescribed, by told: UpstreamResponse, at site: Int
    ) {
        let name = run.plan.member(at: site).name
        if let failure = dialect.failure(in: told, from: name), failure.rejection == nil {
            undescribed[site] = nil
            return failed(failure, at: site)
        }
        switch waiting.stage {
        case .metadata:
            let metadata =
                told.status == 200
                ? try? ModelMetadata(json: told.body.readableBytesUInt8Span) : nil
            guard let metadata, metadata.model != nil else {
                undescribed[site]?.stage = .labels
                undescribed[site]?.model = told.model
                return askFirst(.labels, at: site)
            }
            let classes = metadata.classes.map { Signature.Classes.labels($0) } ?? .none
            learn(
                Signature(classes: classes, release: metadata.release), told.model, waiting,
                at: site)
        case .labels:
            let document =
                told.status == 200
                ? try? LabelDocument(json: told.body.readableBytesUInt8Span) : nil
            let classes = document.map { Signature.Classes.labels($0.labels) } ?? .unnamed
            learn(Signature(classes: classes), waiting.model, waiting, at: site)
        }
    }

    private func learn(
        _ signature: Signature, _ model: ModelTag?, _ waiting: Undescribed, at site: Int
    ) {
        undescribed[site] = nil
        upstreams.signatures.learn(signature, of: target(of: site), model: model)
        guard let predictions = waiting.predictions else { return }
        answered(waiting.response, predictions, signature, at: site)
    }

    /// The signature counts for this very answer, whatever comes after.
    private func answered(
        _ response: UpstreamResponse, _ predictions: MemberAnswer, _ signature: Signature,
        at site: Int
    ) {
        let name = run.plan.member(at: site).name
        let labels = signature.classes.labels(service: name, columns: predictions.columns)
        if let labels, labels.count != predictions.columns {
            return failed(
                Failure(
                    code: .badAnswer,
                    detail: "\(name) has \(labels.count) classes but predicts "
                        + "\(predictions.columns) values a row."), at: site)
        }
        let reading = Reading(
            predictions: predictions, classes: labels, release: signature.release)
        answered(response.body, reading, model: response.model, at: site)
    }
}

extension Operation {
    /// The rows that an answer must have; nil where it is no prediction.
    fileprivate func rows(at site: Int, of run: Run) -> Int? {
        switch self {
        case .predict: run.rowCount(at: site)
        case .test: 1
        case .health, .ready, .metadata, .labels: nil
        }
    }
}
