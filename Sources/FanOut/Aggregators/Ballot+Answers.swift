import InferenceAPI

extension RowAnswer {
    /// As the input of another step.
    var numbers: [Double] {
        switch self {
        case .label(_, let probability): [probability ?? .nan]
        case .distribution(let values, _): values
        case .value(let value): [value]
        case .flags(let flags): flags.map { $0.isSet ? 1 : 0 }
        }
    }
}

extension Ballots.Ballot {
    init(
        service: String, rows: Int, columns: Int, classes: [Label]?, labels: [Label?]? = nil,
        shares: [Double]? = nil,
        _ value: (_ row: Int, _ column: Int) -> Double
    ) {
        var values: [Double] = []
        values.reserveCapacity(rows * columns)
        for row in 0..<rows {
            for column in 0..<columns { values.append(value(row, column)) }
        }
        self.init(
            service: service, classes: classes, columns: columns, values: values, labels: labels,
            shares: shares)
    }

    /// A step's answers as a ballot of the step around it; nil where there are none.
    init?(service: String, answers: [RowAnswer?]) {
        let present = answers.compactMap(\.self)
        guard let first = present.first else { return nil }
        if case .distribution(let values, let classes) = first,
            present.allSatisfy({ $0.classes == classes })
        {
            self.init(
                service: service, rows: answers.count, columns: values.count, classes: classes
            ) { row, column in answers[row].map { $0.numbers[column] } ?? .nan }
        } else {
            let isLabelled = present.contains { $0.label != nil }
            self.init(
                service: service, rows: answers.count, columns: 1, classes: nil,
                labels: isLabelled ? answers.map { $0?.label?.label } : nil
            ) { row, _ in
                guard let answer = answers[row] else { return .nan }
                return answer.label?.probability ?? answer.numbers.first ?? .nan
            }
        }
    }
}

extension RowAnswer {
    fileprivate var classes: [Label]? {
        if case .distribution(_, let classes) = self { classes } else { nil }
    }
}
