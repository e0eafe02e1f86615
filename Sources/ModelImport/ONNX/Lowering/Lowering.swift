import WeightFormat

/// Turns the nodes of a graph, one after another, into the stages of a description.
///
/// The graph must be one chain: transforms of the rows, a predictor, and what dresses its outputs.
struct Lowering {
    /// What a value of the graph is to the description.
    enum Value: Equatable {
        /// Rows after that many transforms.
        case rows(version: Int)
        /// An output of the model.
        case output(OutputName)
        /// The sign of a one-class machine's score: its label.
        case signs
    }

    var stages: [Stage] = []
    var tensors: [String: TensorData] = [:]
    /// Columns of the rows as they are now; nil while nothing has said it.
    var columns: Int?
    /// Columns of the graph's input; nil while nothing has said it.
    private(set) var inputColumns: Int?
    /// What the names of tensors begin with.
    private var prefix = ""
    /// Width of the rows as they are now.
    var precision: Precision
    /// How scores become outputs, once a predictor has been read.
    var head: Head?
    private(set) var values: [String: Value] = [:]
    private(set) var version = 0
    init(graph: Graph) throws(ImportFault) {
        guard let input = graph.inputs.first, graph.inputs.count == 1 else {
            throw .unsupported(
                place: "the graph",
                reason: "has \(graph.inputs.count) inputs where one matrix is due")
        }
        switch input.type {
        case .float, .int32, .int64: precision = .float32
        case .double: precision = .float64
        default:
            throw .unsupported(
                place: "input '\(input.name)'", reason: "has elements of type \(input.type)")
        }
        columns = input.columns
        inputColumns = input.columns
        values[input.name] = .rows(version: 0)
    }

    /// A chain that begins with rows in the middle of a graph.
    ///
    /// - Parameter prefix: what the names of tensors begin with.
    init(rows name: String, columns: Int?, precision: Precision, prefix: String) {
        self.columns = columns
        inputColumns = columns
        self.precision = precision
        self.prefix = prefix + "."
        values[name] = .rows(version: 0)
    }

    /// Reads one node through its operator's own file.
    mutating func lower(_ node: Node) throws(ImportFault) {
        guard let operation = Self.operators[node.domain]?[node.operation] else {
            let domain = node.domain.isEmpty ? "" : " of domain '\(node.domain)'"
            throw node.unsupported("is an operator\(domain)")
        }
        try operation(&self, node)
    }

    /// The value that a node works on.
    func value(of node: Node) throws(ImportFault) -> Value {
        let name = try node.firstInput()
        guard let value = values[name] else {
            throw node.unsupported("reads '\(name)', a constant or a value superseded since")
        }
        return value
    }

    /// Makes sure that a node works on the rows as they are now.
    func takeRows(_ node: Node) throws(ImportFault) {
        guard case .rows(version) = try value(of: node), head == nil else {
            throw node.unsupported("branches off the chain from the input to the outputs")
        }
    }

    /// The rows have `count` columns: learned here, or already known and confirmed.
    mutating func confirm(columns count: Int, _ node: Node) throws(ImportFault) {
        guard let columns else {
            columns = count
            if inputColumns == nil { inputColumns = count }
            return
        }
        guard columns == count else {
            throw node.fault("is made for \(count) columns, but gets \(columns)")
        }
    }

    /// Ends a transform: its first output is the rows as they are now.
    mutating func giveRows(_ node: Node) {
        version += 1
        name(node, 0, .rows(version: version))
    }

    /// Says what a node's output is; outputs that nobody named are dropped.
    mutating func name(_ node: Node, _ index: Int, _ value: Value) {
        guard index < node.outputs.count, !node.outputs[index].isEmpty else { return }
        values[node.outputs[index]] = value
    }

    /// Forgets whatever was that output before: it has been changed since.
    mutating func forget(_ output: OutputName) {
        values = values.filter { $0.value != .output(output) }
    }

    /// Calls whatever was one output another from now on.
    mutating func rename(_ output: OutputName, to other: OutputName) {
        values = values.mapValues { $0 == .output(output) ? .output(other) : $0 }
    }

    /// Rows continue in float32, for the operator that follows computes so whatever it gets.
    mutating func castToFloat32() {
        guard precision == .float64 else { return }
        stages.append(.cast(CastStage(to: .float32)))
        precision = .float32
    }

    /// Keeps a tensor under the name of the stage that comes next, and gives that name.
    mutating func keep(_ tensor: TensorData, as role: String) -> String {
        let name = "\(prefix)\(stages.count).\(role)"
        tensors[name] = tensor
        return name
    }

    /// Keeps floating-point numbers in the width of the rows.
    mutating func keep(_ numbers: [Double], shape: [Int]? = nil, as role: String) -> String {
        switch precision {
        case .float32: keep(.float32(numbers.map { Float($0) }, shape: shape), as: role)
        case .float64: keep(.float64(numbers, shape: shape), as: role)
        }
    }
}
