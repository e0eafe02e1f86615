import FanOut
import InferenceAPI
import Serving

extension Run {
    /// `{"setosa":{"prediction":[..]},…}`: every service that was asked, in graph order, with its own
    /// bytes; a missing one has its error in their place.
    var collected: Reply {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(outcomes.bytes.count + 64 * plan.members.count)
        bytes.append(UInt8(ascii: "{"))
        for member in plan.members.indices { append(member, to: &bytes) }
        bytes.append(UInt8(ascii: "}"))
        return .json(bytes, partialFields)
    }

    private func append(_ member: Int, to bytes: inout [UInt8]) {
        let sites = plan.sites(of: member)
        guard let first = sites.first(where: { outcomes.isAsked($0) }) else { return }
        if bytes.count > 1 { bytes.append(UInt8(ascii: ",")) }
        bytes += plan.members[member].key
        if case .all = rowSet(at: first), first == sites.last(where: { outcomes.isAsked($0) }) {
            appendWhole(first, to: &bytes)
        } else {
            appendRows(of: sites.filter { outcomes.isAsked($0) }, to: &bytes)
        }
    }

    private func appendWhole(_ site: Int, to bytes: inout [UInt8]) {
        switch outcomes[site] {
        case .answered(let answer): bytes += outcomes.bytes[answer.body]
        case .failed(let failure):
            bytes.append(UInt8(ascii: "{"))
            if let values = substitute(at: site) {
                JSONText.raw("\"prediction\":", to: &bytes)
                if rows == 1 {
                    JSONText.numbers(values, to: &bytes)
                } else {
                    JSONText.list(0..<rows, to: &bytes) { JSONText.numbers(values, to: &$1) }
                }
                bytes.append(UInt8(ascii: ","))
            }
            failure.append(to: &bytes)
            bytes.append(UInt8(ascii: "}"))
        case .unasked, .pending, .cancelled:
            bytes.append(UInt8(ascii: "{"))
            Failure.notNeeded.append(to: &bytes)
            bytes.append(UInt8(ascii: "}"))
        }
    }

    /// A service that was asked about some rows has `null` for the others; where rows came to it by
    /// several branches, each has its own.
    private func appendRows(of sites: [Int], to bytes: inout [UInt8]) {
        var texts: [ArraySlice<UInt8>?] = Array(repeating: nil, count: rows)
        var failure: Failure?
        for site in sites {
            switch outcomes[site] {
            case .answered(let answer):
                let body = outcomes.bytes[answer.body]
                let asked = rowSet(at: site).rows(of: rows)
                guard let ranges = try? MemberAnswer.rows(body.span, rows: asked.count) else {
                    // Another proxy's, of which each row has its part.
                    let parts = ProxyAnswer.rows(body.span, rows: asked.count)
                    for (row, part) in zip(asked, parts) { texts[row] = part[...] }
                    continue
                }
                for (row, range) in zip(asked, ranges) {
                    texts[row] = body[range, from: body.startIndex]
                }
            case .failed(let found):
                failure = failure ?? found
                guard let values = substitute(at: site) else { continue }
                var text: [UInt8] = []
                JSONText.numbers(values, to: &text)
                for row in rowSet(at: site).rows(of: rows) { texts[row] = text[...] }
            case .unasked, .pending, .cancelled: failure = failure ?? .notNeeded
            }
        }
        JSONText.raw("{\"prediction\":", to: &bytes)
        JSONText.list(texts, to: &bytes) { text, bytes in
            if let text { bytes += text } else { JSONText.null(to: &bytes) }
        }
        if let failure {
            bytes.append(UInt8(ascii: ","))
            failure.append(to: &bytes)
        }
        bytes.append(UInt8(ascii: "}"))
    }

    /// Appends `"prediction":…` as the member at a site answered it, without its other keys.
    func appendPrediction(at site: Int, to bytes: inout [UInt8]) {
        guard case .answered(let answer) = outcomes[site] else { return }
        let body = outcomes.bytes[answer.body]
        let asked = rowSet(at: site).rows(of: rows)
        JSONText.raw("\"prediction\":", to: &bytes)
        guard let ranges = try? MemberAnswer.rows(body.span, rows: asked.count) else {
            // Another proxy's: its services' predictions, or its labels.
            let document = try? JSONValue(json: body.span)
            return JSONText.value(document?["prediction"] ?? document ?? .null, to: &bytes)
        }
        var texts: [ArraySlice<UInt8>?] = Array(repeating: nil, count: rows)
        for (row, range) in zip(asked, ranges) { texts[row] = body[range, from: body.startIndex] }
        if texts.count == 1, let text = texts[0] {
            bytes += text
        } else {
            JSONText.list(texts, to: &bytes) { text, bytes in
                if let text { bytes += text } else { JSONText.null(to: &bytes) }
            }
        }
    }
}

extension Outcome {
    /// What it adds to the list of those that are missing; another proxy's are named behind its own
    /// name: `region-eu.setosa`.
    fileprivate func missing(from name: String) -> [PartialHeader.Entry] {
        switch self {
        case .failed(let failure): [PartialHeader.Entry(service: name, code: failure.code)]
        case .answered(let answer):
            (answer.partial?.entries ?? []).map {
                PartialHeader.Entry(service: "\(name).\($0.service)", code: $0.code)
            }
        case .unasked, .pending, .cancelled: []
        }
    }
}

extension ArraySlice<UInt8> {
    fileprivate subscript(range: Range<Int>, from start: Int) -> ArraySlice<UInt8> {
        self[start + range.lowerBound..<start + range.upperBound]
    }
}

extension Failure {
    /// Appends `"error":{"code":…,"detail":…}`.
    func append(to bytes: inout [UInt8]) {
        JSONText.raw("\"error\":{\"code\":", to: &bytes)
        JSONText.string(code.rawValue, to: &bytes)
        JSONText.raw(",\"detail\":", to: &bytes)
        JSONText.string(detail, to: &bytes)
        bytes.append(UInt8(ascii: "}"))
    }
}

extension Run {
    /// The sites whose answers are missing, in graph order.
    var failures: [(name: String, failure: Failure)] {
        outcomes.entries.indices.compactMap { site in
            guard case .failed(let failure) = outcomes[site] else { return nil }
            return (plan.member(at: site).name, failure)
        }
    }

    /// What is missing; nil where nothing is.
    var partialHeader: PartialHeader? {
        var entries: [PartialHeader.Entry] = []
        for site in outcomes.entries.indices where outcomes.isLacking(site) {
            let name = plan.member(at: site).name
            for entry in outcomes[site].missing(from: name) where !entries.contains(entry) {
                entries.append(entry)
            }
        }
        return entries.isEmpty ? nil : PartialHeader(entries)
    }

    /// `X-Chorus-Partial` where answers are missing.
    var partialFields: [Reply.Field] {
        partialHeader.map { [Reply.Field(name: HeaderNames.partial, value: $0.text)] } ?? []
    }
}

extension Failure {
    fileprivate static let notNeeded = Failure(
        code: .skipped, detail: "Its answer was not needed.")
}
