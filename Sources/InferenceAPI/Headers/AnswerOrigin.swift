/// Who gave an answer, by its head. A class: the answers of one service share it for as long as their
/// heads say the same.
public final class AnswerOrigin: Sendable {
    /// From `X-Chorus-Model`.
    public let model: ModelTag?
    /// Whether there is one, which services of ours send. Stored: to look at the tag counts its texts'
    /// references up and down, for every answer.
    public let namesModel: Bool
    /// From `X-Chorus-Partial`: whom another proxy's answer lacks.
    public let partial: PartialHeader?

    /// Nil where a head says neither.
    public init?(model: ModelTag? = nil, partial: PartialHeader? = nil) {
        guard model != nil || partial != nil else { return nil }
        self.model = model
        namesModel = model != nil
        self.partial = partial
    }
}

extension AnswerOrigin: Equatable {
    public static func == (left: AnswerOrigin, right: AnswerOrigin) -> Bool {
        left === right || (left.model == right.model && left.partial == right.partial)
    }
}
