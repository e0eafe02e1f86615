public import KernelLayouts

/// Ranks of rows, column by column.
///
/// - Precondition: `x` points at `rows` rows, each `stride` numbers behind the one before, in which
///   the columns' features are; column c of `ranks` begins at c times `columnStride` and has room
///   for the rows.
@inline(__always)
private func rankRows<Scalar: BinaryFloatingPoint, Key: FixedWidthInteger>(
    _ tables: RankTables<Key>, _ x: UnsafePointer<Scalar>, rows: Int, stride: Int,
    into ranks: UnsafeMutablePointer<Int8>, columnStride: Int,
    _ rank: (Scalar, UnsafePointer<Key>) -> Int
) {
    let zeroBorder = Scalar(tables.zeroBorder)
    for index in 0..<tables.columns.count {
        let column = tables.columns[index]
        let places = tables.bounds + index &* RankTables<Key>.placesPerColumn
        let ranks = ranks + index &* columnStride
        let x = x + Int(column.feature)
        if column.view == .asIs {
            for row in 0..<rows {
                ranks[row] = Int8(truncatingIfNeeded: rank(x[row &* stride], places) &- 128)
            }
        } else {
            for row in 0..<rows {
                let seen = seen(x[row &* stride], column.view, zeroBorder)
                ranks[row] = Int8(truncatingIfNeeded: rank(seen, places) &- 128)
            }
        }
    }
}

@inline(__always)
private func seen<Scalar: BinaryFloatingPoint>(
    _ x: Scalar, _ view: RankView, _ zeroBorder: Scalar
) -> Scalar {
    switch view {
    case .asIs: x
    case .missingLow: x.isNaN ? -.infinity : x
    case .zeroLow: x.magnitude > zeroBorder ? x : -.infinity
    case .zeroMissing: x.magnitude > zeroBorder ? x : .nan
    case .missingZero: x.isNaN ? 0 : x
    }
}

public func rankRows32(
    _ tables: RankTables<Int32>, _ x: UnsafePointer<Float>, rows: Int, stride: Int,
    into ranks: UnsafeMutablePointer<Int8>, columnStride: Int
) {
    rankRows(
        tables, x, rows: rows, stride: stride, into: ranks, columnStride: columnStride,
        { rank(OrderedKey.make($0), $1) })
}

public func rankRows64(
    _ tables: RankTables<Int64>, _ x: UnsafePointer<Double>, rows: Int, stride: Int,
    into ranks: UnsafeMutablePointer<Int8>, columnStride: Int
) {
    rankRows(
        tables, x, rows: rows, stride: stride, into: ranks, columnStride: columnStride,
        { rank(OrderedKey.make($0), $1) })
}
