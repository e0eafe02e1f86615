/// The check of one stage; one extension a kind, each in its file.
struct StageCheck {
    /// Where the stage stands, for errors.
    var place: String
    var tensors: TensorTable
    /// How many classes the model has, if any.
    var classes: Int?

    func check(_ stage: Stage, _ flow: inout Flow) throws(WeightFault) {
        switch stage {
        case .encode, .ctr:
            guard flow.isEntry else { throw fault("encodes columns, but is not the first stage") }
        case .cast, .scaler, .normalizer, .dense, .linear, .svm, .neighbors, .trees, .oblivious:
            guard flow.state == .rows else {
                throw fault("needs rows, but stands after a predictor")
            }
        case .classify, .regress, .outlier:
            guard case .scores = flow.state else {
                throw fault("needs scores of a predictor before it")
            }
        }
        flow.isEntry = false
        switch stage {
        case .encode, .ctr: break
        case .cast(let stage): flow.precision = stage.to
        case .normalizer: break
        case .scaler(let stage): try check(stage, &flow)
        case .dense(let stage): try check(stage, &flow)
        case .linear(let stage): try check(stage, &flow)
        case .svm(let stage): try check(stage, &flow)
        case .neighbors(let stage): try check(stage, &flow)
        case .trees(let stage): try check(stage, &flow)
        case .oblivious(let stage): try check(stage, &flow)
        case .classify(let head): try check(head, &flow)
        case .regress(let head): try check(head, &flow)
        case .outlier(let head): try check(head, &flow)
        }
    }

    func fault(_ reason: String) -> WeightFault { .model(place: place, reason: reason) }

    /// A tensor that must have exactly this shape and one of these types.
    @discardableResult
    func tensor(
        _ name: String, _ shape: [Int], _ types: [DType]
    ) throws(WeightFault) -> TensorView {
        let tensor = try tensor(name, types)
        guard tensor.shape == shape else {
            throw fault("needs tensor '\(name)' of shape \(shape), not \(tensor.shape)")
        }
        return tensor
    }

    /// A tensor of one of these types and any shape.
    @discardableResult
    func tensor(_ name: String, _ types: [DType]) throws(WeightFault) -> TensorView {
        let tensor = try tensors.tensor(name)
        guard types.contains(tensor.dtype) else {
            let wanted = types.map(\.rawValue).joined(separator: " or ")
            throw fault("needs tensor '\(name)' of type \(wanted), not \(tensor.dtype.rawValue)")
        }
        return tensor
    }

    /// A tensor of this rank in the width in which rows arrive.
    func tensor(
        _ name: String, rank: Int, _ precision: Precision
    ) throws(WeightFault) -> TensorView {
        let tensor = try tensor(name, [precision.dtype])
        guard tensor.shape.count == rank else {
            throw fault("needs tensor '\(name)' of \(rank) dimensions, not \(tensor.shape.count)")
        }
        return tensor
    }

    /// Hands on scores, whose number is bounded.
    func give(
        _ scores: Int, _ precision: Precision, pairwise: Int? = nil, _ flow: inout Flow
    ) throws(WeightFault) {
        guard (1...Limits.columns).contains(scores) else {
            throw fault("gives \(scores) scores where 1 to \(Limits.columns) may be")
        }
        flow.columns = scores
        flow.precision = precision
        flow.state = .scores(pairwise: pairwise)
    }

    /// The numbers of a tensor whose type has been checked.
    func numbers<Value>(
        _ read: () throws(WeightError) -> Value
    ) throws(WeightFault) -> Value {
        do { return try read() } catch { throw error.fault }
    }
}

extension Precision {
    /// The element type of numbers of this width.
    public var dtype: DType {
        switch self {
        case .float32: .float32
        case .float64: .float64
        }
    }
}
