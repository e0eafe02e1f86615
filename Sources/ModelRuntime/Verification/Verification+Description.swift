import WeightFormat

/// `150 golden rows: labels equal; probabilities differ by at most 1.1e-16.`
extension Verification: CustomStringConvertible {
    public var description: String {
        guard verdict != .noAnswers else {
            return "the file holds no answers of the training library; "
                + "export it again with --golden and --expect, or by chorus-export."
        }
        let labels = mismatchedLabels.map { $0 == 0 ? "labels equal" : "\($0) labels differ" }
        let numbers = differences.map { difference in
            let bound = difference.isWithinTolerance ? "" : ", beyond the tolerance"
            return "\(difference.output.rawValue) differ by at most \(difference.absolute)\(bound)"
        }
        let findings = ([labels].compactMap(\.self) + numbers).joined(separator: "; ")
        return "\(rows) golden rows: \(findings)."
    }
}
