import FanOut
import InferenceAPI
import Serving

extension Run {
    /// `{"prediction":{"proba":p,"label":l}}`, or a list of those: the root's answer for each row.
    ///
    /// - Parameter explained: adds `confidence` and `disagreement` to each; the plan must be an explaining
    ///   one.
    func labelled(explained: Bool) -> Result<Reply, ProblemResponse> {
        do throws(AggregationError) {
            let answers = try answers()
            guard answers.contains(where: { $0 != nil }) else { throw .noAnswer }
            let explanations = explained ? explanations(of: answers) : nil
            var bytes: [UInt8] = []
            RowAnswer.append(answers, explanations, to: &bytes)
            return .success(.json(bytes, partialFields))
        } catch {
            return .failure(ProblemResponse(error))
        }
    }
}

extension RowAnswer {
    /// Appends the answers of all rows; `null` for one without.
    ///
    /// - Parameter explanations: one for each row, where they are asked for.
    static func append(
        _ answers: [RowAnswer?], _ explanations: [Explanation?]?, to bytes: inout [UInt8]
    ) {
        JSONText.raw("{\"prediction\":", to: &bytes)
        if answers.count == 1, let answer = answers[0] {
            answer.append(explanations?[0], to: &bytes)
        } else {
            JSONText.list(answers.indices, to: &bytes) { row, bytes in
                guard let answer = answers[row] else { return JSONText.null(to: &bytes) }
                answer.append(explanations?[row], to: &bytes)
            }
        }
        bytes.append(UInt8(ascii: "}"))
    }

    private func append(_ explanation: Explanation?, to bytes: inout [UInt8]) {
        bytes.append(UInt8(ascii: "{"))
        appendMembers(to: &bytes)
        if let explanation {
            // Of flags there may be none.
            if bytes.last != UInt8(ascii: "{") { bytes.append(UInt8(ascii: ",")) }
            explanation.append(to: &bytes)
        }
        bytes.append(UInt8(ascii: "}"))
    }

    private func appendMembers(to bytes: inout [UInt8]) {
        if case .flags(let flags) = self {
            for (place, flag) in flags.enumerated() {
                if place > 0 { bytes.append(UInt8(ascii: ",")) }
                JSONText.key(flag.service, to: &bytes)
                bytes.append(UInt8(ascii: flag.isSet ? "1" : "0"))
            }
        } else if let label {
            if let probability = label.probability {
                JSONText.raw("\"proba\":", to: &bytes)
                JSONText.number(probability, to: &bytes)
                bytes.append(UInt8(ascii: ","))
            }
            JSONText.raw("\"label\":", to: &bytes)
            JSONText.label(label.label, to: &bytes)
        } else if case .value(let value) = self {
            JSONText.raw("\"value\":", to: &bytes)
            JSONText.number(value, to: &bytes)
        }
    }
}

extension Explanation {
    /// Appends `"confidence":c,"disagreement":d`.
    fileprivate func append(to bytes: inout [UInt8]) {
        JSONText.raw("\"confidence\":", to: &bytes)
        JSONText.number(confidence ?? .nan, to: &bytes)
        JSONText.raw(",\"disagreement\":", to: &bytes)
        JSONText.number(disagreement ?? .nan, to: &bytes)
    }
}
