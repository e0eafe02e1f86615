public import InferenceAPI
import Synchronization

/// What has been learned about members' models, for the process. A member's entry counts for the
/// model that told it: when another answers, it is asked anew.
public final class SignatureBook: Sendable {
    private struct Entry: Sendable {
        var model: ModelTag?
        var signature: Signature
    }

    private let entries: Mutex<[Entry?]>

    /// - Parameter members: how many there are.
    public init(members: Int) { entries = Mutex(Array(repeating: nil, count: members)) }

    /// The signature of the model that gave an answer; nil while it is not known.
    public func signature(of member: Int, model: ModelTag?) -> Signature? {
        entries.withLock { entries in
            guard let entry = entries[member], entry.model == model else { return nil }
            return entry.signature
        }
    }

    public func learn(_ signature: Signature, of member: Int, model: ModelTag?) {
        entries.withLock { $0[member] = Entry(model: model, signature: signature) }
    }
}
