import FanOut
import HTTPTypes
import Hummingbird
import InferenceAPI
import Serving

extension Proxy {
    /// `{"prediction":{"proba":p,"label":"virginica"}}`, a list for several rows.
    func labelled(
        _ run: Run, rows: Int, deadline: Deadline, _ context: ServiceContext
    ) async throws -> Response {
        var run = run
        let ballots = try await ballots(of: &run, rows: rows, deadline: deadline, context)
        do throws(AggregationError) {
            var answers: [RowAnswer] = []
            answers.reserveCapacity(rows)
            for row in 0..<rows { answers.append(try aggregator.answer(row: row, of: ballots)) }
            var bytes: [UInt8] = []
            RowAnswer.append(answers, to: &bytes)
            return .json(bytes, headers: run.partialHeader)
        } catch {
            throw ProblemResponse(error)
        }
    }

    /// A member whose answer cannot be understood, or whose classes cannot be learned, is missing
    /// like any other: the policy judges again.
    private func ballots(
        of run: inout Run, rows: Int, deadline: Deadline, _ context: ServiceContext
    ) async throws -> Ballots {
        var ballots = Ballots(rows: rows)
        for (index, member) in plan.members.enumerated() {
            guard case .answered(let answer) = run.outcomes[index] else {
                ballots.addMissing(service: member.name)
                continue
            }
            do throws(Failure) {
                let prediction = try Self.prediction(run.outcomes.bytes[answer.body], rows, member)
                let classes = try await classes(
                    of: index, answer, columns: prediction.columns, deadline, context)
                ballots.add(service: member.name, classes: classes, answer: prediction)
            } catch {
                run.revoke(answerOf: index, because: error)
                ballots.addMissing(service: member.name)
            }
        }
        if let problem = ProblemResponse(verdictOf: run) { throw problem }
        return ballots
    }

    private static func prediction(
        _ bytes: ArraySlice<UInt8>, _ rows: Int, _ member: Member
    ) throws(Failure) -> MemberAnswer {
        do throws(MemberAnswerError) {
            return try MemberAnswer(json: bytes.span, rows: rows)
        } catch {
            throw Failure(code: .badAnswer, detail: "\(member.name): \(error)")
        }
    }

    private func classes(
        of index: Int, _ answer: Answer, columns: Int, _ deadline: Deadline,
        _ context: ServiceContext
    ) async throws(Failure) -> [Label]? {
        guard aggregator.needsClasses else { return nil }
        let name = plan.members[index].name
        let classes: SignatureBook.Classes
        if let known = signatures.classes(of: index, model: answer.model) {
            classes = known
        } else {
            classes = try await learn(index, deadline: deadline, context)
        }
        guard let labels = classes.labels(service: name, columns: columns) else { return nil }
        guard labels.count == columns else {
            throw Failure(
                code: .badAnswer,
                detail: "\(name) has \(labels.count) classes but predicts \(columns) values a row.")
        }
        return labels
    }
}

extension RowAnswer {
    /// Appends the answers of all rows, all labels or all values.
    static func append(_ answers: [RowAnswer], to bytes: inout [UInt8]) {
        var labels: [Label] = []
        var numbers: [Double] = []
        for answer in answers {
            switch answer {
            case .label(let label, let probability):
                labels.append(label)
                numbers.append(probability)
            case .value(let value): numbers.append(value)
            }
        }
        if labels.count == answers.count {
            PredictResponse.append(labels: labels, probabilities: numbers, to: &bytes)
        } else {
            PredictResponse.append(values: numbers, to: &bytes)
        }
    }
}
