import KernelLayouts

extension RankedForest {
    /// Adds the leaves of a few rows to their sums, row by row.
    ///
    /// - Precondition: single rows are answered; `x` points at rows x features numbers, `sums` at
    ///   rows x outputs.
    func addRows(_ x: UnsafePointer<Row>, rows: Int, to sums: UnsafeMutablePointer<Sum>) {
        // Ranks of the columns, at most 128, then two bytes a category column.
        let bytes = 128 + 2 * mostCategoryColumns
        withUnsafeTemporaryAllocation(of: Int8.self, capacity: bytes) { ranks in
            withUnsafeTemporaryAllocation(of: UInt64.self, capacity: mostMemberWords) { members in
                ranks.initialize(repeating: 0)
                guard let ranks = ranks.baseAddress, let members = members.baseAddress else {
                    return
                }
                for row in 0..<rows {
                    for group in groups {
                        addRow(
                            x + row &* features, ranks, members, group, to: sums + row &* outputs)
                    }
                }
            }
        }
    }

    @inline(__always)
    private func addRow(
        _ x: UnsafePointer<Row>, _ ranks: UnsafeMutablePointer<Int8>,
        _ members: UnsafeMutablePointer<UInt64>, _ group: RankedGroup<Row, Sum>,
        to sums: UnsafeMutablePointer<Sum>
    ) {
        guard let words = group.words?.layout else { return }
        rank(x, rows: 1, group, into: ranks, columnStride: 1)
        if words.categoryColumns > 0 {
            encode(x, rows: 1, group, into: ranks + 128, columnStride: 1)
            kernels.answerMembers?(words, ranks + 128, members)
        }
        let exits = BranchExits.table.start
        let sums = UnsafeMutableRawPointer(sums)
        if let leaves = group.leaves as? RankedLeaves<Float> {
            kernels.addRow32?(
                words, leaves, ranks, members, exits, sums.assumingMemoryBound(to: Float.self),
                outputs)
        } else if let leaves = group.leaves as? RankedLeaves<Double> {
            kernels.addRow64?(
                words, leaves, ranks, members, exits, sums.assumingMemoryBound(to: Double.self),
                outputs)
        }
    }
}

extension RankedForest {
    /// Ranks of rows; see the kernel's precondition.
    @inline(__always)
    func rank(
        _ x: UnsafePointer<Row>, rows: Int, _ group: RankedGroup<Row, Sum>,
        into ranks: UnsafeMutablePointer<Int8>, columnStride: Int
    ) {
        let x = UnsafeRawPointer(x)
        if Row.self == Float.self {
            kernels.rankRows32(
                group.tables.ranks32, x.assumingMemoryBound(to: Float.self), rows, features, ranks,
                columnStride)
        } else {
            kernels.rankRows64(
                group.tables.ranks64, x.assumingMemoryBound(to: Double.self), rows, features,
                ranks, columnStride)
        }
    }

    /// Codes of the category columns of rows.
    @inline(__always)
    func encode(
        _ x: UnsafePointer<Row>, rows: Int, _ group: RankedGroup<Row, Sum>,
        into codes: UnsafeMutablePointer<Int8>, columnStride: Int
    ) {
        guard !group.tables.classes.isEmpty else { return }
        let x = UnsafeRawPointer(x)
        let tables = group.tables.categories
        if Row.self == Float.self {
            kernels.encodeRows32(
                tables, x.assumingMemoryBound(to: Float.self), rows, features, codes, columnStride)
        } else {
            kernels.encodeRows64(
                tables, x.assumingMemoryBound(to: Double.self), rows, features, codes,
                columnStride)
        }
    }
}
