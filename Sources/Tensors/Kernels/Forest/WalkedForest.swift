import KernelLayouts

/// A forest whose trees are walked from branch to branch, in the smallest nodes that hold it.
enum WalkedForest<Row: Real, Sum: Real>: Sendable {
    /// Eight-byte nodes; only where `Row` is Float.
    case narrow(PackedForest<WalkNode, Sum>)
    /// Sixteen-byte nodes.
    case wide(PackedForest<WideNode, Sum>)
    /// The same, some of which ask for sets.
    case sets(PackedForest<SetNode, Sum>)

    /// nil where no nodes cover the forest.
    init?(_ forest: FlatForest, for instructionSet: InstructionSet) {
        let kernels = KernelSet.of(instructionSet)
        if Row.self == Float.self, let packed = PackedForest<WalkNode, Sum>(forest, kernels) {
            self = .narrow(packed)
        } else if let packed = PackedForest<WideNode, Sum>(forest, kernels) {
            self = .wide(packed)
        } else if let packed = PackedForest<SetNode, Sum>(forest, kernels) {
            self = .sets(packed)
        } else {
            return nil
        }
    }

    var layout: String {
        switch self {
        case .narrow: "8-byte nodes"
        case .wide: "16-byte nodes"
        case .sets: "16-byte nodes and sets"
        }
    }

    /// Adds the leaves of rows to their sums, in tree order.
    ///
    /// - Precondition: `x` holds rows x features numbers, `sums` rows x outputs.
    @inline(__always)
    func add(_ x: UnsafeBufferPointer<Row>, rows: Int, to sums: UnsafeMutablePointer<Sum>) {
        switch self {
        case .narrow(let forest):
            withRows(x, as: Float.self) { forest.addByKernels($0, rows: rows, to: sums) }
        case .wide(let forest):
            withRows(x, as: Double.self) { forest.add($0, rows: rows, to: sums) }
        case .sets(let forest):
            withRows(x, as: Double.self) { forest.add($0, rows: rows, to: sums) }
        }
    }

    /// The rows themselves where they have that width already, else copies.
    @inline(__always)
    private func withRows<Other: Real>(
        _ x: UnsafeBufferPointer<Row>, as other: Other.Type,
        _ body: (UnsafePointer<Other>) -> Void
    ) {
        guard let start = x.baseAddress else { return }
        if Row.self == Other.self {
            return body(UnsafeRawPointer(start).assumingMemoryBound(to: Other.self))
        }
        withUnsafeTemporaryAllocation(of: Other.self, capacity: x.count) { copy in
            for index in x.indices { copy.initializeElement(at: index, to: Other(x[index])) }
            guard let copy = copy.baseAddress else { return }
            body(copy)
        }
    }
}
