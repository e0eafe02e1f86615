import FanOut
import InferenceAPI
import Serving

extension PredictCall {
    /// Classes learned for this very request, by member: they count for it whatever comes after.
    typealias Learned = [Int: SignatureBook.Classes]

    /// Folds the answers into labels. A member whose answer cannot be understood, or whose classes
    /// cannot be learned, is missing like any other: the policy judges again.
    func fold(_ run: Run, _ learned: Learned) {
        var run = run
        var ballots = Ballots(rows: rows)
        for (index, member) in proxy.plan.members.enumerated() {
            guard case .answered(let answer) = run.outcomes[index] else {
                ballots.addMissing(service: member.name)
                continue
            }
            guard let classes = classes(of: index, answer, learned) else {
                return learn(index) { classes in
                    switch classes {
                    case .success(let classes):
                        self.fold(run, learned.merging([index: classes]) { $1 })
                    case .failure(let failure):
                        run.revoke(answerOf: index, because: failure)
                        self.fold(run, learned)
                    }
                }
            }
            do throws(Failure) {
                let prediction = try Self.prediction(run.outcomes.bytes[answer.body], rows, member)
                let labels = try classes.checked(of: member, columns: prediction.columns)
                ballots.add(service: member.name, classes: labels, answer: prediction)
            } catch {
                run.revoke(answerOf: index, because: error)
                ballots.addMissing(service: member.name)
            }
        }
        finish(label(run, ballots), run)
    }

    private func label(_ run: Run, _ ballots: Ballots) -> Ending {
        if let problem = ProblemResponse(verdictOf: run) { return .failure(problem) }
        do throws(AggregationError) {
            var answers: [RowAnswer] = []
            answers.reserveCapacity(rows)
            for row in 0..<rows {
                answers.append(try proxy.aggregator.answer(row: row, of: ballots))
            }
            var bytes: [UInt8] = []
            RowAnswer.append(answers, to: &bytes)
            return .success(.json(bytes, run.partialFields))
        } catch {
            return .failure(ProblemResponse(error))
        }
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

    /// Nil while they have to be learned.
    private func classes(
        of index: Int, _ answer: Answer, _ learned: Learned
    ) -> SignatureBook.Classes? {
        guard proxy.aggregator.needsClasses else { return SignatureBook.Classes.none }
        return learned[index] ?? proxy.signatures.classes(of: index, model: answer.model)
    }
}

extension SignatureBook.Classes {
    /// A class for each column of an answer; nil for a regression.
    fileprivate func checked(of member: Member, columns: Int) throws(Failure) -> [Label]? {
        guard let labels = labels(service: member.name, columns: columns) else { return nil }
        guard labels.count == columns else {
            throw Failure(
                code: .badAnswer,
                detail: "\(member.name) has \(labels.count) classes but predicts \(columns) "
                    + "values a row.")
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
