import KernelLayouts

/// How many of a column's bounds the key `x` is not less than, by halving.
///
/// - Precondition: `places` points at a column of ``RankTables``.
@inline(__always)
func rank<Key: FixedWidthInteger>(_ x: Key, _ places: UnsafePointer<Key>) -> Int {
    let bounds = places + RankTables<Key>.guides
    var rank = 0
    var step = 128
    while step > 0 {
        rank &+= x < bounds[rank &+ step &- 1] ? 0 : step
        step &>>= 1
    }
    return rank
}
