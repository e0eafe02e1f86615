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
    /// What else was found out.
    private let kinds: Mutex<[Kind]>

    private struct Kind: Sendable {
        var isProxy = false
        var foreign: ForeignModel?
    }

    /// - Parameter members: how many there are.
    public init(members: Int) {
        entries = Mutex(Array(repeating: nil, count: members))
        kinds = Mutex(Array(repeating: Kind(), count: members))
    }

    /// Whether a member is another proxy: then it is asked for labels, where they are what counts.
    func isProxy(_ member: Int) -> Bool { kinds.withLock { $0[member].isProxy } }

    func learnIsProxy(_ isProxy: Bool, of member: Int) {
        kinds.withLock { $0[member].isProxy = isProxy }
    }

    /// What a foreign server's model takes; nil while it is not known.
    func foreign(_ member: Int) -> ForeignModel? { kinds.withLock { $0[member].foreign } }

    /// Nil forgets it.
    func learn(_ foreign: ForeignModel?, of member: Int) {
        kinds.withLock { $0[member].foreign = foreign }
    }

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
