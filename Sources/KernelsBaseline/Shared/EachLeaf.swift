/// Row by row, for tables that no register holds.
@inline(__always)
func addEachLeaf<Sum: BinaryFloatingPoint>(
    _ index: UnsafePointer<UInt8>, _ leaves: UnsafePointer<Sum>, rows: Int,
    to sums: UnsafeMutablePointer<Sum>
) {
    for row in 0..<rows { sums[row] += leaves[Int(index[row])] }
}
