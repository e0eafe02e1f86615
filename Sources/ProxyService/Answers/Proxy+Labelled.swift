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
        let ballots = try await ballots(of: run, rows: rows, deadline: deadline, context)
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

    private func ballots(
        of run: Run, rows: Int, deadline: Deadline, _ context: ServiceContext
    ) async throws -> Ballots {
        var ballots = Ballots(rows: rows)
        for (index, member) in plan.members.enumerated() {
            guard case .answered(let answer) = run.outcomes[index] else {
                ballots.addMissing(service: member.name)
                continue
            }
            let prediction = try Self.prediction(run.outcomes.bytes[answer.body], rows, member)
            let classes =
                aggregator.needsClasses
                ? try await self.classes(
                    of: index, answer, columns: prediction.columns, deadline, context) : nil
            ballots.add(service: member.name, classes: classes, answer: prediction)
        }
        return ballots
    }

    private static func prediction(
        _ bytes: ArraySlice<UInt8>, _ rows: Int, _ member: Member
    ) throws -> MemberAnswer {
        do throws(MemberAnswerError) {
            return try MemberAnswer(json: bytes.span, rows: rows)
        } catch {
            throw ProblemResponse(.badMember, .badGateway, "\(member.name): \(error)")
        }
    }

    private func classes(
        of index: Int, _ answer: Answer, columns: Int, _ deadline: Deadline,
        _ context: ServiceContext
    ) async throws -> [Label]? {
        let name = plan.members[index].name
        let known = signatures.classes(of: index, model: answer.model)
        let classes: SignatureBook.Classes
        if let known {
            classes = known
        } else {
            classes = try await learn(index, deadline: deadline, context)
        }
        guard let labels = classes.labels(service: name, columns: columns) else { return nil }
        guard labels.count == columns else {
            throw ProblemResponse(
                .badMember, .badGateway,
                "\(name) has \(labels.count) classes but predicts \(columns) values a row.")
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
