public import WeightFormat

/// What came of replaying a weight file's golden rows through a model.
public struct Verification: Equatable, Sendable {
    public enum Verdict: Equatable, Sendable {
        /// Every label and every number is within the tolerance.
        case passed
        case failed
        /// The file has no expected answers: only the training library can give them.
        case noAnswers
    }

    public let rows: Int
    /// Rows whose label is another than expected; nil where no labels are expected.
    public let mismatchedLabels: Int?
    public let differences: [OutputDifference]

    public var verdict: Verdict {
        if mismatchedLabels == nil, differences.isEmpty { return .noAnswers }
        let isGood = (mismatchedLabels ?? 0) == 0 && differences.allSatisfy(\.isWithinTolerance)
        return isGood ? .passed : .failed
    }
}

/// How far one output is from what was expected.
public struct OutputDifference: Equatable, Sendable {
    public let output: OutputName
    /// Largest `|found - expected|`; infinite where one of the two is not a number, or where the
    /// shapes differ.
    public let absolute: Double
    /// Largest `|found - expected| / |expected|` among expected numbers that are not zero.
    public let relative: Double
    /// Numbers with `|found - expected| > absolute + relative * |expected|`.
    public let beyondTolerance: Int

    public var isWithinTolerance: Bool { beyondTolerance == 0 }
}
