/// Which rows of a request a step is asked about.
public enum RowSet: Sendable, Equatable {
    case all
    /// In rising order, at least one, not all.
    case some([Int])

    /// How many rows it has, of a request of that many.
    public func count(of rows: Int) -> Int {
        switch self {
        case .all: rows
        case .some(let chosen): chosen.count
        }
    }

    /// The rows themselves.
    public func rows(of rows: Int) -> [Int] {
        switch self {
        case .all: Array(0..<rows)
        case .some(let chosen): chosen
        }
    }

    /// Where a row stands among them; nil for one that is not there.
    func position(of row: Int) -> Int? {
        switch self {
        case .all: return row
        case .some(let chosen):
            let place = chosen.partitioningIndex(from: row)
            return place < chosen.count && chosen[place] == row ? place : nil
        }
    }
}

extension [Int] {
    /// The place of the first element that is not below a bound; the elements rise.
    fileprivate func partitioningIndex(from bound: Int) -> Int {
        var (low, high) = (0, count)
        while low < high {
            let middle = (low + high) / 2
            if self[middle] < bound { low = middle + 1 } else { high = middle }
        }
        return low
    }
}
