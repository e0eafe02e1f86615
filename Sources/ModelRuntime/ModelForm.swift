import Tensors
import WeightFormat

/// What a description becomes: a chain of stages or a graph, each plain or prepared.
enum ModelForm: Sendable {
    case pipeline(Pipeline)
    case graph(GraphModel)

    init(file: WeightFile, form: Planner.Form) throws(ModelError) {
        if let graph = file.description.graph {
            self = .graph(try GraphModel(file: file, graph: graph, form: form))
        } else {
            self = .pipeline(try Planner(file: file, form: form).pipeline())
        }
    }

    var signature: Signature {
        switch self {
        case .pipeline(let pipeline): pipeline.signature
        case .graph(let graph): graph.signature
        }
    }

    /// The forms of its stages, in order, where there was a choice.
    var plans: [KernelPlan] {
        switch self {
        case .pipeline(let pipeline): pipeline.chain.plans
        case .graph(let graph): graph.plans
        }
    }

    /// The whole model as one function; nil where it has other parts.
    var direct: DirectChain? {
        switch self {
        case .pipeline(let pipeline): pipeline.direct
        case .graph: nil
        }
    }

    func predict(_ batch: Batch) throws(PredictionError) -> Predictions {
        switch self {
        case .pipeline(let pipeline): try pipeline.predict(batch)
        case .graph(let graph): try graph.predict(batch)
        }
    }
}
