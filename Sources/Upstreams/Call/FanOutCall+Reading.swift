import FanOut
import InferenceAPI
import NIOCore

// Members' answers are read as far as the run needs: most are checked and copied.
extension FanOutCall {
    func read(_ response: UpstreamResponse, at site: Int) {
        if !detours.isEmpty, let detour = detours.removeValue(forKey: site) {
            return goOn(detour, response, at: site)
        }
        if response.status != 200,
            let failure = response.failure(from: run.plan.member(at: site).name)
        {
            // A foreign server may have another model by now.
            if failure.rejection != nil { upstreams.signatures.learn(nil, of: target(of: site)) }
            return failed(failure, at: site)
        }
        guard let rows = rows(at: site) else { return readOther(response, site) }
        do throws(MemberAnswerError) {
            try readPrediction(response, try book(response, rows, at: site), rows, at: site)
        } catch {
            let name = run.plan.member(at: site).name
            failed(Failure(code: .badAnswer, detail: "\(name): \(error)"), at: site)
        }
    }

    /// The rows that an answer must have; nil where it is no prediction.
    private func rows(at site: Int) -> Int? {
        switch operation {
        case .predict: rowsAsked(at: site)
        case .test: 1
        case .label, .health, .ready, .metadata, .labels, .model: nil
        }
    }

    private func readPrediction(
        _ response: UpstreamResponse, _ body: ByteBuffer, _ rows: Int, at site: Int
    ) throws(MemberAnswerError) {
        let needs = run.needs(of: site)
        let json = body.readableBytesUInt8Span
        do throws(MemberAnswerError) {
            guard !needs.isEmpty else {
                try MemberAnswer.check(json, rows: rows)
                return answered(response, body, nil, at: site)
            }
            let predictions = try MemberAnswer(json: json, rows: rows)
            guard !needs.isDisjoint(with: [.signature, .signatureIfKnown]) else {
                return answered(response, body, Reading(predictions: predictions), at: site)
            }
            describe(response, body, predictions, at: site)
        } catch {
            guard error == .missingPrediction, json.count <= UpstreamLimits.treeBytes,
                ProxyAnswer.isOne(json, rows: rows)
            else { throw error }
            readProxy(response, at: site)
        }
    }

    /// An answer to something else than a prediction is its caller's to read.
    private func readOther(_ response: UpstreamResponse, _ site: Int) {
        guard case .health = operation, upstreams.members[target(of: site)].dialect != .book else {
            return answered(response, response.body, nil, at: site)
        }
        var bytes: [UInt8] = []
        HealthDocument.ok.append(to: &bytes)
        answered(response, ByteBuffer(bytes: bytes), nil, at: site)
    }

    /// Another proxy's answer: where its numbers matter, its labels are asked for.
    private func readProxy(_ response: UpstreamResponse, at site: Int) {
        upstreams.signatures.learnIsProxy(true, of: target(of: site))
        guard !run.needs(of: site).isEmpty, case .predict = operation else {
            return answered(response, response.body, nil, at: site)
        }
        let rows = run.rowSet(at: site)
        ask(.labelBeside(response), at: site) { body in
            .label(body: body, rows: rows.count(of: run.rows))
        }
    }

    /// Asks the member something about the rows that it was asked about before.
    func ask(
        _ stage: Detour.Stage, at site: Int, _ make: (ByteBuffer) -> Operation
    ) {
        guard let body = body(at: site) else {
            return failed(.noRows(of: run.plan.member(at: site).name), at: site)
        }
        let deadline = run.deadline(of: site)
        detours[site] = Detour(stage: stage, deadline: deadline)
        submit(make(body), at: site, by: deadline)
    }

    func ask(
        _ stage: Detour.Stage, _ operation: Operation, at site: Int, tries: Int = 1
    ) {
        let deadline = run.deadline(of: site)
        detours[site] = Detour(stage: stage, deadline: deadline, tries: tries)
        submit(operation, at: site, by: deadline)
    }
}

// Servers of other protocols.
extension FanOutCall {
    func sendForeign(_ operation: Operation, at site: Int, by deadline: Deadline) {
        let target = target(of: site)
        let member = upstreams.members[target]
        let model = upstreams.signatures.foreign(target)
        if case .v2 = member.dialect, case .predict = operation, model == nil {
            detours[site] = Detour(stage: .model(operation), deadline: deadline)
            return submitForeign(.model, nil, at: site, by: deadline)
        }
        submitForeign(operation, model, at: site, by: deadline)
    }

    private func submitForeign(
        _ operation: Operation, _ model: ForeignModel?, at site: Int, by deadline: Deadline
    ) {
        let member = upstreams.members[target(of: site)]
        let request = ForeignDialect.request(
            operation, to: member.dialect, model: model, id: requestID,
            path: member.path)
        guard let request else {
            return failed(.notSpoken(member.name), at: site)
        }
        submit(request, at: site, by: deadline)
    }

    func describeForeign(
        _ told: UpstreamResponse, _ operation: Operation, _ deadline: Deadline, at site: Int
    ) {
        do throws(DocumentError) {
            let model = try ForeignModel(json: told.body.readableBytesUInt8Span)
            upstreams.signatures.learn(model, of: target(of: site))
            submitForeign(operation, model, at: site, by: deadline)
        } catch {
            let name = run.plan.member(at: site).name
            failed(Failure(code: .badAnswer, detail: "\(name): \(error)"), at: site)
        }
    }

    /// An answer in the book's form, whoever gave it.
    private func book(
        _ response: UpstreamResponse, _ rows: Int, at site: Int
    ) throws(MemberAnswerError) -> ByteBuffer {
        let target = target(of: site)
        let dialect = upstreams.members[target].dialect
        guard dialect != .book else { return response.body }
        guard response.body.readableBytes <= UpstreamLimits.treeBytes else {
            throw .other("its answer has more than \(UpstreamLimits.treeBytes) bytes")
        }
        do throws(DocumentError) {
            return try ForeignDialect.bookAnswer(
                response.body.readableBytesUInt8Span, of: dialect,
                model: upstreams.signatures.foreign(target), rows: rows)
        } catch {
            throw .other(error.description)
        }
    }
}

extension FanOutCall {
    /// The rows that the member at a site was asked about, as it got them.
    private func body(at site: Int) -> ByteBuffer? {
        guard case .predict(let body, _) = operation else { return nil }
        guard run.rowSet(at: site) != .all || run.input(of: site) != .request else { return body }
        return PredictBodies(body).body(of: run.rowSet(at: site), run.input(of: site), in: run)
    }
}

extension Failure {
    fileprivate static func noRows(of name: String) -> Failure {
        Failure(code: .badAnswer, detail: "\(name) is a proxy, which has no sample row.")
    }

    fileprivate static func notSpoken(_ name: String) -> Failure {
        Failure(
            code: .skipped, detail: "\(name) cannot be asked this: its protocol has no word for it."
        )
    }
}
