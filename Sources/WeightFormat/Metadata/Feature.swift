/// One input column, in the model's order.
public struct Feature: Codable, Equatable, Sendable {
    /// What a column holds.
    public enum Kind: String, Codable, Sendable {
        /// A number in the model's input width, NaN where it is missing.
        case number
        /// A whole number of 64 bits.
        case integer
        /// A text, which may be missing.
        case text
    }

    /// The column's name; without one in the file it is `f` and the position.
    public var name: String
    public var type: Kind

    public init(name: String, type: Kind = .number) {
        self.name = name
        self.type = type
    }

    /// `f0`, `f1`, …: features that nobody named.
    public static func unnamed(_ count: Int) -> [Feature] {
        (0..<max(count, 0)).map { Feature(name: "f\($0)") }
    }
}

/// Short for ``Feature/Kind``.
public typealias FeatureType = Feature.Kind

/// A feature as the file has it: the name may be absent.
struct StoredFeature: Codable {
    var name: String?
    var type: Feature.Kind
}
