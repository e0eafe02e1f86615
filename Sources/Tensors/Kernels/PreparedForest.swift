/// A forest in the fastest form that covers it, for rows of width `Row`, summed in width `Sum`.
public struct PreparedForest<Row: Real, Sum: Real>: Sendable {
    private enum Form: Sendable {
        /// Eight-byte nodes; only where `Row` is Float.
        case narrow(PackedForest<NarrowNode, Sum>)
        /// Sixteen-byte nodes.
        case wide(PackedForest<WideNode, Sum>)
        /// The same, some of which ask for sets.
        case sets(PackedForest<SetNode, Sum>)
        /// The arrays as they are.
        case plain(FlatForest)
    }

    private let form: Form

    public init(_ forest: FlatForest) {
        if Row.self == Float.self, let packed = PackedForest<NarrowNode, Sum>(forest) {
            form = .narrow(packed)
        } else if let packed = PackedForest<WideNode, Sum>(forest) {
            form = .wide(packed)
        } else if let packed = PackedForest<SetNode, Sum>(forest) {
            form = .sets(packed)
        } else {
            form = .plain(forest)
        }
    }

    /// The form's name, for those who inspect a model.
    public var layout: String {
        switch form {
        case .narrow: "8-byte nodes"
        case .wide: "16-byte nodes"
        case .sets: "16-byte nodes and sets"
        case .plain: "plain arrays"
        }
    }

    /// Scores, rows x outputs; equal to the flat forest's bit for bit.
    ///
    /// - Precondition: `x` has the forest's features.
    @specialized(where Row == Float, Sum == Float)
    @specialized(where Row == Float, Sum == Double)
    @specialized(where Row == Double, Sum == Float)
    @specialized(where Row == Double, Sum == Double)
    public func scores(_ x: Matrix<Row>) -> Matrix<Sum> {
        switch form {
        case .narrow(let forest): forest.scores(same(x, as: Float.self))
        case .wide(let forest): forest.scores(same(x, as: Double.self))
        case .sets(let forest): forest.scores(same(x, as: Double.self))
        case .plain(let forest): forest.scores(x, summedIn: Sum.self)
        }
    }

    /// `x` itself where it has that width already.
    private func same<Other: Real>(_ x: Matrix<Row>, as other: Other.Type) -> Matrix<Other> {
        x as? Matrix<Other> ?? x.converted(to: other)
    }
}
