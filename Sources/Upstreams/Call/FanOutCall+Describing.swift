import FanOut
import InferenceAPI
import NIOCore

// What members are asked about themselves, before their answers are understood.
extension FanOutCall {
    /// Learns what the model behind an answer is, where it is not known yet.
    func describe(
        _ response: UpstreamResponse, _ body: ByteBuffer, _ predictions: MemberAnswer, at site: Int
    ) {
        let target = target(of: site)
        let book = upstreams.signatures
        if let known = book.signature(of: target, model: response.model) {
            return answered(response, body, predictions, known, at: site)
        }
        guard upstreams.members[target].dialect == .book else {
            let classes = book.foreign(target)?.classes.map { Signature.Classes.labels($0) }
            let signature = Signature(classes: classes ?? .unnamed)
            return answered(response, body, predictions, signature, at: site)
        }
        ask(.metadata(response, body, predictions), .metadata, at: site)
    }

    /// What was asked beside the request has been answered.
    func goOn(_ detour: Detour, _ told: UpstreamResponse, at site: Int) {
        let name = run.plan.member(at: site).name
        if let failure = told.failure(from: name) {
            guard failure.rejection != nil else { return gaveUp(detour, failure, at: site) }
            switch detour.stage {
            case .model, .label, .ownLabels: return failed(failure, at: site)
            // A proxy whose route has no label has answered all the same.
            case .labelBeside(let response): return answered(response, response.body, nil, at: site)
            // Not all tell about themselves.
            case .metadata, .labels: break
            }
        }
        switch detour.stage {
        case .model(let operation): describeForeign(told, operation, detour.deadline, at: site)
        case .label: readLabels(told, beside: told, at: site)
        case .labelBeside(let response): readLabels(told, beside: response, at: site)
        case .ownLabels(let response, let body, let predictions):
            readOwnLabels(told, response, body, predictions, at: site)
        case .metadata(let response, let body, let predictions):
            let json = told.body.readableBytesUInt8Span
            let metadata = told.status == 200 ? try? ModelMetadata(json: json) : nil
            guard let signature = metadata.flatMap({ Signature($0) }) else {
                return ask(
                    .labels(response, body, predictions, model: told.model), .labels, at: site)
            }
            upstreams.signatures.learn(signature, of: target(of: site), model: told.model)
            guard told.model != response.model else {
                return answered(response, body, predictions, signature, at: site)
            }
            // Another replica, or another model by now: it says nothing of this answer.
            guard detour.tries < Detour.mostTries else {
                return gaveUp(detour, .replicasDiffer(name), at: site)
            }
            ask(
                .metadata(response, body, predictions), .metadata, at: site,
                tries: detour.tries + 1)
        case .labels(let response, let body, let predictions, let model):
            let json = told.body.readableBytesUInt8Span
            let document = told.status == 200 ? try? LabelDocument(json: json) : nil
            let signature = Signature(document)
            upstreams.signatures.learn(signature, of: target(of: site), model: model)
            answered(response, body, predictions, signature, at: site)
        }
    }

    private func readLabels(
        _ told: UpstreamResponse, beside response: UpstreamResponse, at site: Int
    ) {
        // A model's own answer: it is a classifier's address by now.
        if told.model != nil { upstreams.signatures.learnIsProxy(false, of: target(of: site)) }
        do throws(DocumentError) {
            let answer = try labelAnswer(told, rows: rowsAsked(at: site))
            let hasLabels = answer.labels.contains { $0 != nil }
            let reading = Reading(
                predictions: MemberAnswer(rows: answer.rows, columns: 1, values: answer.numbers),
                labels: hasLabels ? answer.labels : nil)
            answered(response, response.body, reading, at: site)
        } catch {
            // It may have become a classifier's address.
            upstreams.signatures.learnIsProxy(false, of: target(of: site))
            let name = run.plan.member(at: site).name
            failed(Failure(code: .badAnswer, detail: "\(name): \(error)"), at: site)
        }
    }

    private func readOwnLabels(
        _ told: UpstreamResponse, _ response: UpstreamResponse, _ body: ByteBuffer,
        _ predictions: MemberAnswer, at site: Int
    ) {
        let name = run.plan.member(at: site).name
        guard told.model == response.model else {
            return failed(.replicasDiffer(name), at: site)
        }
        do throws(DocumentError) {
            let answer = try labelAnswer(told, rows: predictions.rows)
            let signature = upstreams.signatures.signature(
                of: target(of: site), model: response.model)
            let classes = signature?.classes.labels(service: name, columns: predictions.columns)
            let reading = Reading(
                predictions: predictions,
                classes: classes?.count == predictions.columns ? classes : nil,
                release: signature?.release, labels: answer.labels, shares: answer.numbers)
            answered(response, body, reading, at: site)
        } catch {
            failed(Failure(code: .badAnswer, detail: "\(name): \(error)"), at: site)
        }
    }

    private func labelAnswer(
        _ told: UpstreamResponse, rows: Int
    ) throws(DocumentError) -> LabelAnswer {
        guard told.body.readableBytes <= UpstreamLimits.treeBytes else {
            throw .wrongType(
                key: "prediction", expected: "at most \(UpstreamLimits.treeBytes) bytes")
        }
        return try LabelAnswer(json: told.body.readableBytesUInt8Span, rows: rows)
    }

    /// The signature counts for this very answer, whatever comes after.
    private func answered(
        _ response: UpstreamResponse, _ body: ByteBuffer, _ predictions: MemberAnswer,
        _ signature: Signature, at site: Int
    ) {
        let name = run.plan.member(at: site).name
        let labels = signature.classes.labels(service: name, columns: predictions.columns)
        let columns = predictions.columns
        if signature.hasOwnLabels || columns != labels?.count ?? columns {
            // A margin, say, or the probability of one of two classes: the model itself knows what
            // it means.
            guard run.needs(of: site).contains(.signature) else {
                return answered(response, body, Reading(predictions: predictions), at: site)
            }
            guard case .predict = operation, upstreams.members[target(of: site)].dialect == .book
            else { return failed(.columns(of: name, columns, labels?.count ?? 0), at: site) }
            let rows = rowsAsked(at: site)
            return ask(.ownLabels(response, body, predictions), at: site) {
                .label(body: $0, rows: rows)
            }
        }
        let reading = Reading(
            predictions: predictions, classes: labels, release: signature.release)
        answered(response, body, reading, at: site)
    }

    /// It cannot be told what the model behind an answer is; who only wished to know does without.
    func gaveUp(_ detour: Detour, _ failure: Failure, at site: Int) {
        switch detour.stage {
        case .metadata(let response, let body, let predictions),
            .labels(let response, let body, let predictions, _):
            guard !run.needs(of: site).contains(.signature) else { break }
            return answered(response, body, Reading(predictions: predictions), at: site)
        case .model, .label, .labelBeside, .ownLabels: break
        }
        failed(failure, at: site)
    }
}

extension Failure {
    fileprivate static func columns(of name: String, _ columns: Int, _ classes: Int) -> Failure {
        Failure(
            code: .badAnswer,
            detail: "\(name) has \(classes) classes but predicts \(columns) values a row.")
    }

    fileprivate static func replicasDiffer(_ name: String) -> Failure {
        Failure(
            code: .versionMismatch,
            detail: "\(name) serves several models, and none says that it gave this answer.")
    }
}
