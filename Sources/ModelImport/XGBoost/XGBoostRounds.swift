/// How many trees count, where a model remembers its best round.
struct XGBoostRounds {
    /// The last round that counts; nil for all.
    let best: Int?
    /// Where each round's trees begin, and where the last ends; written since 1.7.
    let indices: DocumentCursor?
    let parallel: DocumentCursor?

    /// - Parameter groups: how many groups have trees of their own.
    func count(of trees: Int, groups: Int) throws(ImportFault) -> Int {
        guard let best else { return trees }
        if let ends = try indices?.integers(in: 0...trees), ends.count > 1 {
            return best + 1 < ends.count ? ends[best + 1] : trees
        }
        let parallel = try parallel?.decimal(in: 0...Int(Int32.max)) ?? 1
        let (each, overflow) = max(parallel, 1).multipliedReportingOverflow(by: groups)
        let (count, overflows) = each.multipliedReportingOverflow(by: best + 1)
        return overflow || overflows ? trees : min(count, trees)
    }
}
