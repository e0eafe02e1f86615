/// How a batch is cut so that several threads compute it at once.
struct BatchParts: Equatable {
    /// The rows of each part, in order; one where cutting does not pay.
    let ranges: [Range<Int>]

    /// - Parameters:
    ///   - group: parts begin at multiples of so many rows; nil where the batch must stay whole.
    ///   - leastRows: rows below which a part is not worth another thread.
    ///   - threads: the parts there may be.
    init(rows: Int, group: Int?, leastRows: Int, threads: Int) {
        guard let group, rows > 0 else {
            ranges = [0..<rows]
            return
        }
        let groups = (rows - 1) / group + 1
        let leastGroups = max(1, (leastRows - 1) / group + 1)
        let count = max(1, min(threads, groups / leastGroups))
        ranges = (0..<count).map { part in
            let first = groups * part / count * group
            let end = groups * (part + 1) / count * group
            return first..<min(end, rows)
        }
    }
}
