import FanOut
import HTTPTypes
import InferenceAPI
import Serving

/// Writes what one request's members say, and the answer made of it, as the events of a stream.
struct StreamEvents {
    let format: StreamFormat
    let start: Deadline
    /// Whether the answer tells what lies behind it.
    let isExplained: Bool

    /// `event: prediction` with `{"service","prediction","milliseconds"}`, or `event: failure` with
    /// `{"service","error","milliseconds"}`; nil for an outcome that is neither.
    func event(of site: Int, in run: Run) -> [UInt8]? {
        var members: [UInt8] = []
        JSONText.raw("\"service\":", to: &members)
        JSONText.string(run.plan.member(at: site).name, to: &members)
        members.append(UInt8(ascii: ","))
        let name: String
        switch run.outcomes[site] {
        case .answered:
            name = "prediction"
            run.appendPrediction(at: site, to: &members)
        case .failed(let failure):
            name = "failure"
            failure.append(to: &members)
        case .unasked, .pending, .cancelled: return nil
        }
        let took = Deadline.now.remainingNanoseconds(at: start.nanoseconds)
        JSONText.raw(",\"milliseconds\":", to: &members)
        JSONText.number((Double(took) / 1e3).rounded() / 1e3, to: &members)
        return format.event(name, members)
    }

    /// `event: answer` with the aggregate (of a route without one every service's prediction), and with
    /// what is missing from it; or `event: problem`.
    func end(of run: Run, requestID: RequestID) -> [UInt8] {
        if let problem = ProblemResponse(verdictOf: run) { return end(problem, requestID) }
        switch run.labelled(explained: isExplained) {
        case .success(let reply): return answer(reply.body, run)
        case .failure(let problem):
            if run.collectsOnly { return answer(run.collected.body, run) }
            return end(problem, requestID)
        }
    }

    private func answer(_ object: [UInt8], _ run: Run) -> [UInt8] {
        var members = Array(object.dropFirst().dropLast())
        if let partial = run.partialHeader {
            JSONText.raw(",\"partial\":", to: &members)
            JSONText.string(partial.text, to: &members)
        }
        return format.event("answer", members)
    }

    private func end(_ problem: ProblemResponse, _ requestID: RequestID) -> [UInt8] {
        var bytes: [UInt8] = []
        Problem(
            problem.kind, status: problem.status.code, detail: problem.detail,
            requestID: requestID
        ).append(to: &bytes)
        return format.event("problem", Array(bytes.dropFirst().dropLast()))
    }
}

extension Run {
    /// Whether the root's aggregator is one that has no label.
    fileprivate var collectsOnly: Bool {
        do throws(AggregationError) {
            _ = try answers()
            return false
        } catch {
            return error == .noLabel
        }
    }
}
