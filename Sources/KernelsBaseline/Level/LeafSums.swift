/// Adds to a block's sums the leaves that `index` names.
///
/// - Precondition: `index` and `sums` hold a block of rows, `leaves` as many places as indices name.
@inline(__always)
func addLeaves(
    _ index: UnsafePointer<UInt8>, _ leaves: UnsafePointer<Float>, places: Int, rows: Int,
    to sums: UnsafeMutablePointer<Float>
) {
    addEachLeaf(index, leaves, rows: rows, to: sums)
}

@inline(__always)
func addLeaves(
    _ index: UnsafePointer<UInt8>, _ leaves: UnsafePointer<Double>, places: Int, rows: Int,
    to sums: UnsafeMutablePointer<Double>
) {
    addEachLeaf(index, leaves, rows: rows, to: sums)
}
