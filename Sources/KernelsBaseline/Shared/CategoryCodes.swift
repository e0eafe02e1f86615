public import KernelLayouts

/// The code of a row's category.
///
/// - Parameters:
///   - whole: the number without its fraction. It is given because the generic conversion would be
///     compiled into this module under a name that others define too.
///   - widened: the same way back.
/// - Precondition: `codes` are those of the column's tables.
@inline(__always)
private func categoryCode<Scalar: BinaryFloatingPoint>(
    _ x: Scalar, _ column: CategoryColumn, _ codes: UnsafePointer<UInt16>,
    _ whole: (Scalar) -> Int, _ widened: (Int) -> Scalar
) -> Int {
    if x.isNaN { return Int(CategoryTables.missing) }
    // Below the count, so the conversion cannot trap.
    guard x > -1, x < widened(Int(column.count)) else { return Int(CategoryTables.outside) }
    let category = whole(x)
    if column.refusesNegative, x < 0 { return Int(CategoryTables.outside) }
    if column.isExact, widened(category) != x { return Int(CategoryTables.outside) }
    return Int(codes[Int(column.first) &+ category])
}

/// For each category column two columns of bytes: which of a set's bytes a code's bit stands in, and
/// that bit.
///
/// - Precondition: as for ranks; column c takes columns 2c and 2c + 1 of `bytes`.
@inline(__always)
private func encodeRows<Scalar: BinaryFloatingPoint>(
    _ tables: CategoryTables, _ x: UnsafePointer<Scalar>, rows: Int, stride: Int,
    into bytes: UnsafeMutablePointer<Int8>, columnStride: Int,
    _ whole: (Scalar) -> Int, _ widened: (Int) -> Scalar
) {
    for index in 0..<tables.columns.count {
        let column = tables.columns[index]
        let high = bytes + 2 &* index &* columnStride
        let bit = high + columnStride
        for row in 0..<rows {
            let code = categoryCode(
                x[row &* stride &+ Int(column.feature)], column, tables.codes, whole, widened)
            high[row] = Int8(truncatingIfNeeded: code &>> 3)
            bit[row] = Int8(truncatingIfNeeded: 1 &<< (code & 7))
        }
    }
}

public func encodeRows32(
    _ tables: CategoryTables, _ x: UnsafePointer<Float>, rows: Int, stride: Int,
    into bytes: UnsafeMutablePointer<Int8>, columnStride: Int
) {
    encodeRows(
        tables, x, rows: rows, stride: stride, into: bytes, columnStride: columnStride,
        { Int($0) }, { Float($0) })
}

public func encodeRows64(
    _ tables: CategoryTables, _ x: UnsafePointer<Double>, rows: Int, stride: Int,
    into bytes: UnsafeMutablePointer<Int8>, columnStride: Int
) {
    encodeRows(
        tables, x, rows: rows, stride: stride, into: bytes, columnStride: columnStride,
        { Int($0) }, { Double($0) })
}
