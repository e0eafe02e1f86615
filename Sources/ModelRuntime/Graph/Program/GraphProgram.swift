import Tensors

/// A graph ready to run: values have numbers instead of names, and each operator its own form.
struct GraphProgram: Sendable {
    /// One node.
    struct Step: Sendable {
        let operation: Operation
        /// Slots read; nil for an absent input.
        let inputs: [Int?]
        /// Slots filled; nil where nobody reads the output.
        let outputs: [Int?]
        /// Slots that nobody reads after this step.
        var releases: [Int] = []
        /// For errors.
        let place: String
    }

    enum Operation: Sendable {
        case operation(any GraphOperation)
        case scan(ScanProgram)
    }

    /// Values before the first step: constants.
    let constants: [Int: Tensor]
    let slots: Int
    let steps: [Step]

    /// The forms of the stages in it, in order, where there was a choice.
    var plans: [KernelPlan] {
        steps.flatMap { step -> [KernelPlan] in
            guard case .operation(let operation) = step.operation else { return [] }
            return operation.plans
        }
    }

    /// Runs all steps; `values` holds the inputs and gets everything that `kept` slots hold.
    func run(
        _ values: inout [Tensor?], _ allowance: inout Allowance
    ) throws(PredictionError) {
        for step in steps { try Self.run(step, &values, &allowance) }
    }

    static func run(
        _ step: Step, _ values: inout [Tensor?], _ allowance: inout Allowance
    ) throws(PredictionError) {
        do throws(Misfit) {
            try allowance.spend(GraphLimits.nodeWork)
            let inputs = Inputs(step.inputs.map { $0.flatMap { values[$0] } })
            let results: [Tensor]
            switch step.operation {
            case .operation(let operation):
                results = try operation.evaluate(inputs, &allowance)
            case .scan(let scan): results = try scan.evaluate(inputs, &values, &allowance)
            }
            for (slot, result) in zip(step.outputs, results) {
                if let slot { values[slot] = result }
            }
            for slot in step.releases { values[slot] = nil }
        } catch {
            throw PredictionError(row: error.row, reason: "\(error.reason) in \(step.place)")
        }
    }
}

/// A loop over slices: see ``ScanNode``.
struct ScanProgram: Sendable {
    let states: Int
    /// Slots of the body's inputs and outputs.
    let inputs: [Int]
    let outputs: [Int]
    let steps: [GraphProgram.Step]

    /// The body's values stand in slots of their own, beside those of the graph around it.
    func evaluate(
        _ given: Inputs, _ values: inout [Tensor?], _ allowance: inout Allowance
    ) throws(Misfit) -> [Tensor] {
        let all = try given.all()
        var current = Array(all.prefix(states))
        let scanned = Array(all.dropFirst(states))
        guard let rounds = scanned.first?.shape.first,
            scanned.allSatisfy({ $0.shape.first == rounds })
        else { throw Misfit("scans values of different lengths") }
        var stacks = [[Tensor]](repeating: [], count: outputs.count - states)
        for round in 0..<rounds {
            for (slot, state) in zip(inputs, current) { values[slot] = state }
            for (slot, value) in zip(inputs.dropFirst(states), scanned) {
                values[slot] = value.slice(round)
            }
            try runBody(&values, &allowance)
            var results: [Tensor] = []
            for slot in outputs {
                guard let result = values[slot] else { throw Misfit("loses a value") }
                results.append(result)
            }
            current = Array(results.prefix(states))
            for (index, result) in results.dropFirst(states).enumerated() {
                stacks[index].append(result)
            }
        }
        return current
            + (try stacks.map { (stack) throws(Misfit) in try Self.stack(stack, &allowance) })
    }

    private func runBody(
        _ values: inout [Tensor?], _ allowance: inout Allowance
    ) throws(Misfit) {
        do throws(PredictionError) {
            for step in steps { try GraphProgram.run(step, &values, &allowance) }
        } catch {
            throw Misfit(error.reason, row: error.row)
        }
    }

    /// Values of one shape along a new first dimension.
    private static func stack(
        _ values: [Tensor], _ allowance: inout Allowance
    ) throws(Misfit) -> Tensor {
        guard let first = values.first else { throw Misfit("scans nothing") }
        var rows: [Tensor?] = []
        for value in values {
            guard value.shape == first.shape else { throw Misfit("stacks different shapes") }
            rows.append(try value.reshaped([1] + value.shape))
        }
        return try Concatenate(axis: 0).evaluate(Inputs(rows), &allowance)[0]
    }
}

extension Tensor {
    /// One entry along the first dimension.
    ///
    /// - Precondition: it is there.
    func slice(_ index: Int) -> Tensor {
        let rest = Array(shape.dropFirst())
        let run = Tensor.product(rest) ?? 0
        return picked([index * run], run: run, shape: rest)
    }
}
