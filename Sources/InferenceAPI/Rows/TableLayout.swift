/// What the records of a file mean to a model: which field is which feature, and what it may hold.
public struct TableLayout: Equatable, Sendable {
    public struct Feature: Hashable, Sendable {
        public var name: String
        public var kind: Kind

        public init(name: String, kind: Kind = .number) {
            self.name = name
            self.kind = kind
        }
    }

    public enum Kind: Hashable, Sendable {
        case number, integer, text
    }

    public let features: [Feature]
    /// Whether NaN (a missing value) and infinities are numbers to the model.
    public let takesMissing: Bool
    /// Whether a number must be finite as a float32, too.
    public let isNarrow: Bool
    /// For each field of a CSV record its feature; nil for a field that is passed over.
    public internal(set) var fields: [Int?]

    /// Fields in the features' order.
    public init(features: [Feature], takesMissing: Bool, isNarrow: Bool) {
        self.features = features
        self.takesMissing = takesMissing
        self.isNarrow = isNarrow
        fields = features.indices.map { $0 }
    }

    /// Whether every feature is a number, so that rows are one matrix.
    public var isMatrix: Bool { features.allSatisfy { $0.kind == .number } }
}

extension TableLayout {
    /// A number as a feature takes it.
    @inline(__always)
    func checked(_ value: Double, _ feature: Int) throws(RowFault) -> Double {
        let isFinite = isNarrow ? Float(value).isFinite : value.isFinite
        guard !isFinite, !takesMissing else { return value }
        throw value.isNaN
            ? .missing(features[feature].name) : .infinite(features[feature].name)
    }

    /// A whole number as an integer feature takes it.
    func integer(_ value: Double, _ feature: Int) throws(RowFault) -> Int64 {
        guard !value.isNaN else { throw .missing(features[feature].name) }
        guard let integer = Int64(exactly: value) else {
            throw .notInteger(features[feature].name, found: "\(value)")
        }
        return integer
    }
}
