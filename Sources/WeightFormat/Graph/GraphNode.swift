/// One node of a graph.
public enum GraphNode: Equatable, Sendable {
    /// Stages of a chain applied to a matrix.
    case stages(StagesNode)
    case operation(OperationNode)
    /// A body applied to one slice after another.
    case scan(ScanNode)

    /// Names of the values that the node reads; an absent optional input is empty.
    public var inputs: [String] {
        switch self {
        case .stages(let node): [node.input]
        case .operation(let node): node.inputs
        case .scan(let node): node.inputs
        }
    }

    /// Names of the values that the node makes; one that nobody reads may be empty.
    public var outputs: [String] {
        switch self {
        case .stages(let node): node.outputs.sorted { $0.key < $1.key }.map(\.value)
        case .operation(let node): node.outputs
        case .scan(let node): node.outputs
        }
    }
}

/// A chain of stages on a value `[rows, columns]`: transforms alone, or also a predictor and a head.
public struct StagesNode: Codable, Equatable, Sendable {
    public var stages: [Stage]
    public var input: String
    public var columns: Int
    /// The width of the value.
    public var precision: Precision
    /// How many classes a head names.
    public var classes: Int?
    /// The values made, by our output name; `label` is int64 `[rows]`, the class's position, every
    /// other `[rows, columns]`.
    public var outputs: [String: String]

    public init(
        stages: [Stage], input: String, columns: Int, precision: Precision, classes: Int? = nil,
        outputs: [String: String]
    ) {
        self.stages = stages
        self.input = input
        self.columns = columns
        self.precision = precision
        self.classes = classes
        self.outputs = outputs
    }
}

/// A tensor operator applied to values.
public struct OperationNode: Codable, Equatable, Sendable {
    public var operation: GraphOperator
    public var inputs: [String]
    public var outputs: [String]
    public var attributes: OperatorAttributes?

    enum CodingKeys: String, CodingKey {
        case inputs, outputs, attributes
        case operation = "operator"
    }

    public init(
        _ operation: GraphOperator, _ inputs: [String], _ outputs: [String],
        _ attributes: OperatorAttributes? = nil
    ) {
        self.operation = operation
        self.inputs = inputs
        self.outputs = outputs
        self.attributes = attributes
    }
}

/// For each entry along the first dimension of the scanned inputs the body is evaluated once. States
/// go from one round to the next; everything else that the body makes is stacked along a new first
/// dimension.
public struct ScanNode: Codable, Equatable, Sendable {
    public struct Body: Codable, Equatable, Sendable {
        /// Names inside the body: the states, then a slice of each scanned input.
        public var inputs: [String]
        /// May read values made before the scan, too.
        public var nodes: [GraphNode]
        /// The next states, then what is stacked.
        public var outputs: [String]

        public init(inputs: [String], nodes: [GraphNode], outputs: [String]) {
            self.inputs = inputs
            self.nodes = nodes
            self.outputs = outputs
        }
    }

    public var scan: Body
    /// How many of the inputs are states.
    public var states: Int
    public var inputs: [String]
    public var outputs: [String]

    public init(scan: Body, states: Int, inputs: [String], outputs: [String]) {
        self.scan = scan
        self.states = states
        self.inputs = inputs
        self.outputs = outputs
    }
}

/// A node has `stages`, `scan` or `operator`.
extension GraphNode: Codable {
    private enum CodingKeys: String, CodingKey { case stages, scan }

    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        if container.contains(.stages) {
            self = .stages(try StagesNode(from: decoder))
        } else if container.contains(.scan) {
            self = .scan(try ScanNode(from: decoder))
        } else {
            self = .operation(try OperationNode(from: decoder))
        }
    }

    public func encode(to encoder: any Encoder) throws {
        switch self {
        case .stages(let node): try node.encode(to: encoder)
        case .operation(let node): try node.encode(to: encoder)
        case .scan(let node): try node.encode(to: encoder)
        }
    }
}
