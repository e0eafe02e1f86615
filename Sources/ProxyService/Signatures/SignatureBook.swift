import InferenceAPI
import Synchronization

/// What the proxy has learned about its members' classes, for the process.
final class SignatureBook: Sendable {
    /// The classes of a member's model.
    enum Classes: Sendable, Equatable {
        case labels([Label])
        /// A service of the Python stack without labels: the flower it is named after, and the rest.
        case unnamed
        /// A regression.
        case none

        /// The class of each column, nil for a regression.
        func labels(service: String, columns: Int) -> [Label]? {
            switch self {
            case .labels(let labels): labels
            case .unnamed: columns == 2 ? [.text(service), .text("other")] : nil
            case .none: nil
            }
        }
    }

    private struct Entry: Sendable {
        var model: ModelTag?
        var classes: Classes
    }

    private let entries: Mutex<[Entry?]>

    init(services: [String]) { entries = Mutex(Array(repeating: nil, count: services.count)) }

    /// The classes of the model that gave an answer; nil while they are not known.
    func classes(of member: Int, model: ModelTag?) -> Classes? {
        entries.withLock { entries in
            guard let entry = entries[member], entry.model == model else { return nil }
            return entry.classes
        }
    }

    func learn(_ classes: Classes, of member: Int, model: ModelTag?) {
        entries.withLock { $0[member] = Entry(model: model, classes: classes) }
    }
}
