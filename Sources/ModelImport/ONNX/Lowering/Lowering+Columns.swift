import WeightFormat

extension Lowering {
    /// The columns of a value that the chain makes; nil where they are those of its rows.
    func columns(of value: Value) -> Int? {
        guard case .output(let output) = value, let scores else { return nil }
        switch (head, output) {
        case (_, .label): return 1
        case (.classify(let classify, let classes)?, .probabilities):
            if classify.link == .pairwiseCoupling { return classes.count }
            if scores == 1 { return classify.binary == .single || classes.count != 2 ? 1 : 2 }
            return scores
        case (.classify(let classify, let classes)?, .decision):
            guard classify.decision == .oneVersusRest else { return scores }
            return classes.count == 2 ? 1 : classes.count
        default: return scores
        }
    }

    /// How many scores the predictor gives.
    private var scores: Int? {
        for stage in stages.reversed() {
            switch stage {
            case .linear(let linear): return tensors[linear.intercepts]?.shape.first
            case .svm(let svm): return tensors[svm.intercepts]?.shape.first
            case .trees(let trees): return trees.outputs
            default: continue
            }
        }
        return nil
    }
}
