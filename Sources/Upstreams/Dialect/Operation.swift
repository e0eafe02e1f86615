public import NIOCore

/// What a member is asked for.
public enum Operation: Sendable {
    /// Predictions for the rows of a JSON body as the client sent it.
    case predict(body: ByteBuffer, rows: Int)
    /// Labels for them.
    case label(body: ByteBuffer, rows: Int)
    /// The prediction of the member's own sample row.
    case test
    case health
    case ready
    case metadata
    case labels
    /// What a model of a foreign server takes and gives.
    case model

    /// Whether it is asked to find out whether the member is well.
    var isCheck: Bool {
        switch self {
        case .health, .ready: true
        case .predict, .label, .test, .metadata, .labels, .model: false
        }
    }
}
