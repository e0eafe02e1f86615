/// The round at which early stopping found a model best.
struct XGBoostBest {
    private let iteration: Int
    /// Trees a group up to it, as releases before 2.0 say.
    private let trees: Int?

    /// nil where no round is named, or the one before the first, as by a model of none.
    init?(_ attributes: DocumentCursor) throws(ImportFault) {
        guard
            let best = try attributes.optional("best_iteration")?.decimal(in: -1...Int(Int32.max)),
            best >= 0
        else { return nil }
        iteration = best
        trees = try attributes.optional("best_ntree_limit")?.decimal(in: 0...Int(Int32.max))
    }

    /// How many of a model's trees count.
    ///
    /// - Parameter groups: how many groups have trees of their own.
    func count(of all: Int, groups: Int, _ model: DocumentCursor) throws(ImportFault) -> Int {
        // Where each round's trees begin and where the last ends; written since 2.0.
        let ends = try model.optional("iteration_indptr")?.integers(in: 0...all) ?? []
        if ends.count > 1 { return iteration + 1 < ends.count ? ends[iteration + 1] : all }
        let parameters = try model.member("gbtree_model_param")
        // Written since 1.6.
        let parallel = try parameters.optional("num_parallel_tree")?.decimal(in: 0...Int(Int32.max))
        let each = parallel ?? (trees ?? 0) / (iteration + 1)
        let (round, overflow) = max(each, 1).multipliedReportingOverflow(by: groups)
        let (count, overflows) = round.multipliedReportingOverflow(by: iteration + 1)
        return overflow || overflows ? all : min(count, all)
    }
}
