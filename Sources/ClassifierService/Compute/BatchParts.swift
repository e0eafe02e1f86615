/// How a batch is cut so that several threads compute it at once.
struct BatchParts: Equatable {
    /// The rows of each part, in order; one where cutting does not pay.
    let ranges: [Range<Int>]

    /// - Parameters:
    ///   - group: parts begin at multiples of so many rows; nil where the batch must stay whole.
    ///   - leastRows: rows below which a part is not worth another thread.
    ///   - mostRows: rows above which a part is too long, as what has begun is finished.
    ///   - threads: parts that are computed at a time.
    init(rows: Int, group: Int?, leastRows: Int, mostRows: Int = .max, threads: Int) {
        guard let group, rows > 0 else {
            ranges = [0..<rows]
            return
        }
        let groups = (rows - 1) / group + 1
        let leastGroups = max(1, (leastRows - 1) / group + 1)
        let needed = (rows - 1) / max(1, mostRows) + 1
        let count = max(1, min(max(threads, needed), groups / leastGroups))
        ranges = (0..<count).map { part in
            let first = groups * part / count * group
            let end = groups * (part + 1) / count * group
            return first..<min(end, rows)
        }
    }
}
