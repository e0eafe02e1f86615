import Tensors
import WeightFormat

/// Turns a graph into a program: numbers for names, operators in the form asked for.
struct GraphCompiler {
    private let file: WeightFile
    private let form: Planner.Form
    /// Slots by name; a loop's body sees those around it, and its own are forgotten after it.
    private var slots: [String: Int] = [:]
    private var slotCount = 0
    private var constants: [Int: Tensor] = [:]
    private var nodes = 0

    init(file: WeightFile, form: Planner.Form) {
        self.file = file
        self.form = form
    }

    /// The program, and the slot of every input and output in order.
    mutating func compile(
        _ graph: ModelGraph
    ) throws(ModelError) -> (program: GraphProgram, inputs: [Int], outputs: [Int]) {
        let inputs = graph.inputs.map { add($0.value) }
        for (name, constant) in graph.constants.sorted(by: { $0.key < $1.key }) {
            let slot = add(name)
            do throws(WeightError) {
                constants[slot] = try file.constant(constant)
            } catch {
                throw .weights(error)
            }
        }
        var steps: [GraphProgram.Step] = []
        for node in graph.nodes { steps.append(try step(node)) }
        let outputs = graph.outputs.compactMap { slots[$0.value] }
        release(&steps, keeping: Set(outputs))
        let program = GraphProgram(constants: constants, slots: slotCount, steps: steps)
        return (program, inputs, outputs)
    }

    private mutating func add(_ name: String) -> Int {
        slots[name] = slotCount
        slotCount += 1
        return slotCount - 1
    }

    private mutating func step(_ node: GraphNode) throws(ModelError) -> GraphProgram.Step {
        nodes += 1
        let number = nodes
        let inputs = node.inputs.map { slots[$0] }
        let operation: GraphProgram.Operation
        let name: String
        switch node {
        case .stages(let node):
            operation = .operation(try stages(node))
            name = "stages"
        case .operation(let node):
            var fixed: [Int: Tensor] = [:]
            for (place, slot) in inputs.enumerated() {
                if let slot, let constant = constants[slot] { fixed[place] = constant }
            }
            operation = .operation(node.prepared(constants: fixed, form: form))
            name = node.operation.rawValue
        case .scan(let node):
            operation = .scan(try scan(node))
            name = "scan"
        }
        let outputs = node.outputs.map { $0.isEmpty ? nil : add($0) }
        return GraphProgram.Step(
            operation: operation, inputs: inputs, outputs: outputs,
            place: "node \(number) (\(name))")
    }

    private func stages(_ node: StagesNode) throws(ModelError) -> StagesOperation {
        let planner = Planner(file: file, form: form)
        let chain = try planner.chain(
            node.stages,
            Planner.Flow(
                columns: node.columns, precision: node.precision, classes: node.classes))
        let names = node.outputs.sorted { $0.key < $1.key }.compactMap {
            OutputName(rawValue: $0.key)
        }
        return StagesOperation(
            chain: chain, columns: node.columns, precision: node.precision, outputs: names)
    }

    private mutating func scan(_ node: ScanNode) throws(ModelError) -> ScanProgram {
        let outside = slots
        let inputs = node.scan.inputs.map { add($0) }
        var steps: [GraphProgram.Step] = []
        for inner in node.scan.nodes { steps.append(try step(inner)) }
        let outputs = node.scan.outputs.compactMap { slots[$0] }
        slots = outside
        return ScanProgram(states: node.states, inputs: inputs, outputs: outputs, steps: steps)
    }

    /// Lets each value go after the last step that reads it; what a loop reads stays to its end.
    private func release(_ steps: inout [GraphProgram.Step], keeping kept: Set<Int>) {
        var last: [Int: Int] = [:]
        for (index, step) in steps.enumerated() {
            for slot in step.inputs.compactMap(\.self) + step.operation.slotsRead {
                last[slot] = index
            }
            for slot in step.outputs.compactMap(\.self) where last[slot] == nil {
                last[slot] = index
            }
        }
        for (slot, index) in last where !kept.contains(slot) { steps[index].releases.append(slot) }
    }
}

extension GraphProgram.Operation {
    /// Slots that a loop's body reads or fills.
    fileprivate var slotsRead: [Int] {
        guard case .scan(let scan) = self else { return [] }
        return scan.inputs + scan.outputs
            + scan.steps.flatMap {
                $0.inputs.compactMap(\.self) + $0.outputs.compactMap(\.self)
                    + $0.operation.slotsRead
            }
    }
}

extension WeightFile {
    /// A constant of a graph as a value.
    fileprivate func constant(_ constant: ModelGraph.Constant) throws(WeightError) -> Tensor {
        if let table = constant.texts {
            return Tensor(try texts(table), shape: constant.shape ?? [])
        }
        let tensor = try tensor(constant.tensor ?? "")
        return switch tensor.dtype {
        case .float32: Tensor(try tensor.float32(), shape: tensor.shape)
        case .float64: Tensor(try tensor.float64(), shape: tensor.shape)
        case .int32: Tensor(try tensor.int32(), shape: tensor.shape)
        case .bool: Tensor(try tensor.bool(), shape: tensor.shape)
        default: Tensor(try tensor.int64(), shape: tensor.shape)
        }
    }
}
