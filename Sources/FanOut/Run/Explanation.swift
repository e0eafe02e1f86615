/// How sure the members are of an answer for one row, and how much they are of one mind.
public struct Explanation: Sendable, Equatable {
    /// The mean of the probabilities that they give to the answer's label; nil where there is none.
    public let confidence: Double?
    /// The share of members that say something else, from 0 to 1; of a value the standard deviation of
    /// theirs. Nil where no member says anything to compare.
    public let disagreement: Double?

    public init(confidence: Double?, disagreement: Double?) {
        self.confidence = confidence
        self.disagreement = disagreement
    }
}
