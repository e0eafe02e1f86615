import FanOut
import InferenceAPI
import Serving

extension Proxy {
    /// `{"setosa":{"prediction":[..]},…}`: the services' own bytes, in route order; a missing one has
    /// its error in their place.
    func collected(_ run: Run) -> Reply {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(run.outcomes.bytes.count + 64 * run.plan.members.count)
        for (index, member) in run.plan.members.enumerated() {
            bytes.append(UInt8(ascii: index == 0 ? "{" : ","))
            JSONText.key(member.name, to: &bytes)
            Self.append(run.outcomes[index], of: run.outcomes, to: &bytes)
        }
        bytes.append(UInt8(ascii: "}"))
        return .json(bytes, run.partialFields)
    }

    private static func append(
        _ outcome: Outcome, of outcomes: Outcomes, to bytes: inout [UInt8]
    ) {
        switch outcome {
        case .answered(let answer): bytes += outcomes.bytes[answer.body]
        case .failed(let failure): append(failure, to: &bytes)
        case .pending, .cancelled:
            append(Failure(code: .skipped, detail: "Its answer was not needed."), to: &bytes)
        }
    }

    private static func append(_ failure: Failure, to bytes: inout [UInt8]) {
        bytes += #"{"error":{"code":"#.utf8
        JSONText.string(failure.code.rawValue, to: &bytes)
        bytes += #","detail":"#.utf8
        JSONText.string(failure.detail, to: &bytes)
        bytes += "}}".utf8
    }
}

extension Run {
    /// The members whose answers are missing, in route order.
    var failures: [(name: String, failure: Failure)] {
        zip(plan.members, outcomes.entries).compactMap { member, outcome in
            guard case .failed(let failure) = outcome else { return nil }
            return (member.name, failure)
        }
    }

    /// `X-Chorus-Partial` where answers are missing.
    var partialFields: [Reply.Field] {
        let entries = failures.map { PartialHeader.Entry(service: $0.name, code: $0.failure.code) }
        guard !entries.isEmpty else { return [] }
        return [Reply.Field(name: HeaderNames.partial, value: PartialHeader(entries).text)]
    }
}
