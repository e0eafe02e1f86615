import FanOut
import InferenceAPI
import Serving

extension Run {
    /// `{"prediction":{"proba":p,"label":l}}`, or a list of those: the root's answer for each row.
    var labelled: Result<Reply, ProblemResponse> {
        do throws(AggregationError) {
            let answers = try answers()
            guard answers.contains(where: { $0 != nil }) else { throw .noAnswer }
            var bytes: [UInt8] = []
            RowAnswer.append(answers, to: &bytes)
            return .success(.json(bytes, partialFields))
        } catch {
            return .failure(ProblemResponse(error))
        }
    }
}

extension RowAnswer {
    /// Appends the answers of all rows; `null` for one without.
    static func append(_ answers: [RowAnswer?], to bytes: inout [UInt8]) {
        JSONText.raw("{\"prediction\":", to: &bytes)
        if answers.count == 1, let answer = answers[0] {
            answer.append(to: &bytes)
        } else {
            JSONText.list(answers, to: &bytes) { answer, bytes in
                if let answer { answer.append(to: &bytes) } else { JSONText.null(to: &bytes) }
            }
        }
        bytes.append(UInt8(ascii: "}"))
    }

    func append(to bytes: inout [UInt8]) {
        bytes.append(UInt8(ascii: "{"))
        appendMembers(to: &bytes)
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
