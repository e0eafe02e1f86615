public import InferenceAPI

/// What a member has said of its model.
public struct Signature: Sendable, Equatable {
    public var classes: Classes
    /// Its labels are not the classes with the largest prediction, and have to be asked for.
    public var hasOwnLabels: Bool
    /// The release that the model was trained with others in; nil where it says none.
    public var release: String?

    public init(classes: Classes, hasOwnLabels: Bool = false, release: String? = nil) {
        self.classes = classes
        self.hasOwnLabels = hasOwnLabels
        self.release = release
    }

    /// The classes of a member's model.
    public enum Classes: Sendable, Equatable {
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
}
