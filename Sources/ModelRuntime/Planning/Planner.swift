import Tensors
import WeightFormat

/// Turns a weight file into a pipeline: follows rows through the stages, their columns and width,
/// and takes each stage in the form asked for.
struct Planner {
    enum Form: Equatable {
        case reference
        case prepared(InstructionSet)

        /// nil for the platform's own.
        var exponentials: Exponentials? {
            switch self {
            case .reference: nil
            case .prepared(let instructionSet): Exponentials(for: instructionSet)
            }
        }
    }

    let file: WeightFile
    let form: Form
    let exponentials: Exponentials?

    init(file: WeightFile, form: Form) {
        self.file = file
        self.form = form
        exponentials = form.exponentials
    }

    func pipeline() throws(ModelError) -> Pipeline {
        var stages = file.description.stages[...]
        var columns = file.features.count
        var encoder: (any BatchEncoder)?
        switch stages.first {
        case .encode(let stage)?:
            encoder = try reading { () throws(WeightError) in try ColumnEncoder(stage, file) }
        case .ctr(let stage)?:
            let statistics = try reading { () throws(WeightError) in try CTREncoder(stage, file) }
            columns = statistics.columns
            encoder = statistics
        default: break
        }
        if encoder != nil { stages = stages.dropFirst() }
        let chain = try chain(
            Array(stages),
            Flow(
                columns: columns, precision: file.description.input,
                classes: file.classes?.count))
        return Pipeline(
            signature: signature(scores: chain.precision), encoder: encoder, chain: chain)
    }

    /// Stages of a chain, none of which encodes columns.
    func chain(_ stages: [Stage], _ start: Flow) throws(ModelError) -> StageChain {
        var flow = start
        var steps: [any Step] = []
        var head: (any Head)?
        for stage in stages {
            guard head == nil else { throw .stages(found: stages.count) }
            if let step = try step(stage, &flow) {
                steps.append(step)
            } else {
                head = try self.head(stage, flow)
            }
        }
        return StageChain(
            steps: steps, head: head ?? TransformHead(), precision: flow.precision)
    }

    private func reading<Value>(
        _ read: () throws(WeightError) -> Value
    ) throws(ModelError) -> Value {
        do { return try read() } catch { throw .weights(error) }
    }

    /// What a row is between two stages.
    struct Flow {
        var columns: Int
        var precision: Precision
        /// How many classes a head names.
        var classes: Int?
        /// The classes whose pairs the scores stand for.
        var pairedClasses: Int?
    }

    /// The stage as a step; nil for a head.
    private func step(_ stage: Stage, _ flow: inout Flow) throws(ModelError) -> (any Step)? {
        switch stage {
        case .cast(let cast):
            flow.precision = cast.to
            return Cast(precision: cast.to)
        case .trees(let stage): return try trees(stage, &flow)
        case .oblivious(let stage): return try oblivious(stage, &flow)
        case .scaler, .normalizer, .dense, .linear, .svm, .neighbors:
            let step =
                flow.precision == .float32
                ? try step(stage, &flow, Float.self) : try step(stage, &flow, Double.self)
            return step
        case .encode, .ctr, .classify, .regress, .outlier: return nil
        }
    }

    private func step<Scalar: Width>(
        _ stage: Stage, _ flow: inout Flow, _ width: Scalar.Type
    ) throws(ModelError) -> (any Step)? {
        do throws(WeightError) {
            switch stage {
            case .scaler(let stage): return try Scaler<Scalar>(stage, file)
            case .normalizer(let stage): return Normalizer<Scalar>(norm: stage.norm.rowNorm)
            case .dense(let stage): return try dense(stage, &flow, width)
            case .linear(let stage): return try linear(stage, &flow, width)
            case .neighbors(let stage): return try neighbors(stage, &flow, width)
            case .svm(let stage): return try svm(stage, &flow, width)
            case .encode, .ctr, .cast, .trees, .oblivious, .classify, .regress, .outlier:
                return nil
            }
        } catch {
            throw .weights(error)
        }
    }
}

extension Planner {
    private func linear<Scalar: Width>(
        _ stage: LinearStage, _ flow: inout Flow, _ width: Scalar.Type
    ) throws(WeightError) -> any Step {
        let parameters = try LinearParameters<Scalar>(
            coefficients: stage.coefficients, intercepts: stage.intercepts, file)
        flow.columns = parameters.intercepts.count
        switch form {
        case .reference: return parameters
        case .prepared(let instructionSet):
            return PreparedLinear(parameters, for: instructionSet)
        }
    }

    private func dense<Scalar: Width>(
        _ stage: DenseStage, _ flow: inout Flow, _ width: Scalar.Type
    ) throws(WeightError) -> any Step {
        let parameters = try LinearParameters<Scalar>(
            coefficients: stage.coefficients, intercepts: stage.intercepts, file)
        flow.columns = parameters.intercepts.count
        switch form {
        case .reference:
            return Dense(product: parameters, activation: stage.activation, exponentials: nil)
        case .prepared(let instructionSet):
            return Dense(
                product: PreparedLinear(parameters, for: instructionSet),
                activation: stage.activation, exponentials: exponentials)
        }
    }

    private func neighbors<Scalar: Width>(
        _ stage: NeighborsStage, _ flow: inout Flow, _ width: Scalar.Type
    ) throws(WeightError) -> any Step {
        let parameters = try NeighborsParameters<Scalar>(stage, file)
        flow.columns = parameters.targets.columns
        return form == .reference
            ? ReferenceNeighbors(parameters: parameters) : PreparedNeighbors(parameters)
    }

    private func svm<Scalar: Width>(
        _ stage: SVMStage, _ flow: inout Flow, _ width: Scalar.Type
    ) throws(WeightError) -> any Step {
        let parameters = try SVMParameters<Scalar>(stage, file)
        flow.columns = parameters.intercepts.count
        flow.pairedClasses = stage.vectorsPerClass?.count
        switch form {
        case .reference: return ReferenceSVM(parameters: parameters)
        case .prepared(let instructionSet): return PreparedSVM(parameters, for: instructionSet)
        }
    }

    private func trees(_ stage: TreesStage, _ flow: inout Flow) throws(ModelError) -> any Step {
        let parameters = try TreesParameters(stage, features: flow.columns, file)
        let rows = flow.precision
        flow.columns = stage.outputs
        flow.precision = stage.result
        return switch (rows, stage.accumulator) {
        case (.float32, .float32): trees(parameters, Float.self, Float.self)
        case (.float32, .float64): trees(parameters, Float.self, Double.self)
        case (.float64, .float32): trees(parameters, Double.self, Float.self)
        case (.float64, .float64): trees(parameters, Double.self, Double.self)
        }
    }

    private func oblivious(
        _ stage: ObliviousStage, _ flow: inout Flow
    ) throws(ModelError) -> any Step {
        let trees = try ObliviousTrees(stage, features: flow.columns, file)
        flow.columns = trees.outputs
        flow.precision = .float64
        switch form {
        case .reference: return ReferenceOblivious(trees: trees)
        case .prepared(let instructionSet): return PreparedOblivious(trees, for: instructionSet)
        }
    }

    private func trees<Row: Width, Sum: Width>(
        _ parameters: TreesParameters, _ row: Row.Type, _ sum: Sum.Type
    ) -> any Step {
        switch form {
        case .reference: ReferenceTrees<Row, Sum>(parameters: parameters)
        case .prepared(let instructionSet):
            PreparedTrees<Row, Sum>(parameters, for: instructionSet)
        }
    }
}
