public import InferenceAPI
import Synchronization

/// What has been learned about members' models, for the process. An entry counts for the model that
/// told it: replicas of a member may serve several while a new one is rolled out.
public final class SignatureBook: Sendable {
    /// Models of one member that are remembered.
    static let mostModels = 16

    private let entries: Mutex<[[ModelTag?: Signature]]>
    /// What else was found out.
    private let kinds: Mutex<[Kind]>

    private struct Kind: Sendable {
        var isProxy = false
        var foreign: ForeignModel?
    }

    /// - Parameter members: how many there are.
    public init(members: Int) {
        entries = Mutex(Array(repeating: [:], count: members))
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
        entries.withLock { $0[member][model] }
    }

    public func learn(_ signature: Signature, of member: Int, model: ModelTag?) {
        entries.withLock { entries in
            if entries[member].count >= Self.mostModels { entries[member].removeAll() }
            entries[member][model] = signature
        }
    }
}
