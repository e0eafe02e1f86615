/// A computation as a graph of values: the form of a description that no single chain of stages
/// covers (FORMAT.md, section 8).
///
/// Every value has a name and is made once: by an input, as a constant, or by a node that stands
/// before all nodes that read it.
public struct ModelGraph: Codable, Equatable, Sendable {
    public var inputs: [Input]
    /// Values that stand in the file, by name.
    public var constants: [String: Constant]
    public var nodes: [GraphNode]
    public var outputs: [Output]
    /// Whether rows with a missing number come in: the graph itself refuses those that it must.
    /// Without it they do where a node gives them a meaning.
    public var acceptsMissing: Bool?

    enum CodingKeys: String, CodingKey {
        case inputs, constants, nodes, outputs
        case acceptsMissing = "accepts-missing"
    }

    public init(
        inputs: [Input], constants: [String: Constant] = [:], nodes: [GraphNode],
        outputs: [Output], acceptsMissing: Bool? = nil
    ) {
        self.inputs = inputs
        self.constants = constants
        self.nodes = nodes
        self.outputs = outputs
        self.acceptsMissing = acceptsMissing
    }
}

/// What the elements of a graph's value are.
public enum ElementKind: String, Codable, Sendable {
    case float32, float64, int32, int64, bool, text

    /// The width of a floating-point kind.
    public var precision: Precision? {
        switch self {
        case .float32: .float32
        case .float64: .float64
        case .int32, .int64, .bool, .text: nil
        }
    }
}

extension ModelGraph {
    /// Neighbouring features as one value: `[rows, count]`, or `[rows]` of rank 1.
    public struct Input: Codable, Equatable, Sendable {
        /// The value's name.
        public var value: String
        /// The first feature, counted from 0.
        public var first: Int
        /// How many features; 1 of rank 1.
        public var count: Int
        /// Floating-point kinds take number features, integers and bool integer features, text
        /// text features.
        public var kind: ElementKind
        /// 1 or 2.
        public var rank: Int
        /// The text that stands for a missing one; without it a row with a missing text is refused.
        public var missing: String?

        public init(
            value: String, first: Int, count: Int, kind: ElementKind, rank: Int = 2,
            missing: String? = nil
        ) {
            self.value = value
            self.first = first
            self.count = count
            self.kind = kind
            self.rank = rank
            self.missing = missing
        }
    }

    /// A tensor of the file, or a list of texts with a shape.
    public struct Constant: Codable, Equatable, Sendable {
        /// Tensor of F32, F64, I32, I64 or BOOL.
        public var tensor: String?
        public var texts: TextTable?
        /// Dimensions of the texts; their product is the number of texts.
        public var shape: [Int]?

        public init(tensor: String) { self.tensor = tensor }

        public init(texts: TextTable, shape: [Int]) {
            self.texts = texts
            self.shape = shape
        }
    }

    /// One answer of the model.
    public struct Output: Codable, Equatable, Sendable {
        /// Which of our outputs it is; another answers under its own name alone.
        public var output: OutputName?
        /// The name under which the source graph answers it.
        public var name: String
        public var value: String
        /// For `label`: the value holds positions in `classes` (int64), not the labels themselves.
        public var holdsPositions: Bool?

        enum CodingKeys: String, CodingKey {
            case output, name, value
            case holdsPositions = "holds-positions"
        }

        public init(
            _ output: OutputName?, name: String, value: String, holdsPositions: Bool? = nil
        ) {
            self.output = output
            self.name = name
            self.value = value
            self.holdsPositions = holdsPositions
        }
    }
}
