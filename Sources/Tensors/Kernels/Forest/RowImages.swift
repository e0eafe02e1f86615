import KernelLayouts

/// How a walk sees a row, so that one comparison answers for missing values too: the features as
/// they are and, behind them, once more for each further way in which branches look at them.
///
/// The comparison is `x < bound`. Minus infinity is less than every bound, a NaN less than none.
struct RowImages: Equatable, Sendable {
    /// The ways are those of ranks: one comparison answers for missing values in either form.
    typealias View = RankView

    /// The views that occur, in the order of their copies.
    let views: [View]
    let features: Int
    /// Numbers of an image.
    let columns: Int

    /// - Parameter readsRows: whether someone reads the features themselves, which then come first.
    init(_ forest: FlatForest, readsRows: Bool) {
        features = forest.features
        var isUsed = View.allCases.map { readsRows && $0 == .asIs }
        for node in forest.nodes where node.feature >= 0 { isUsed[Int(node.view.rawValue)] = true }
        let used = View.allCases.filter { isUsed[Int($0.rawValue)] }
        views = used.isEmpty ? [.asIs] : used
        columns = views.count * features
    }

    /// Whether an image is nothing else than the row.
    var areRows: Bool { views == [.asIs] }

    /// The column of the image in which a branch finds its number.
    func column(of node: FlatForest.Node) -> Int {
        (views.firstIndex(of: node.view) ?? 0) * features + Int(node.feature)
    }

    /// The images of rows, one after the other.
    ///
    /// - Precondition: `x` points at rows x features numbers.
    func make<Scalar: Real>(_ x: UnsafePointer<Scalar>, rows: Int) -> [Scalar] {
        var values: [Scalar] = []
        values.reserveCapacity(rows * columns)
        for row in 0..<rows {
            let row = UnsafeBufferPointer(start: x + row * features, count: features)
            for view in views { Self.append(view, row, to: &values) }
        }
        return values
    }

    private static func append<Scalar: Real>(
        _ view: View, _ row: UnsafeBufferPointer<Scalar>, to values: inout [Scalar]
    ) {
        switch view {
        case .asIs: values.append(contentsOf: row)
        case .missingLow: for x in row { values.append(x.isNaN ? -.infinity : x) }
        case .zeroLow: for x in row { values.append(isNothing(x) ? -.infinity : x) }
        case .zeroMissing: for x in row { values.append(isNothing(x) ? .nan : x) }
        case .missingZero: for x in row { values.append(x.isNaN ? 0 : x) }
        }
    }

    private static func isNothing<Scalar: Real>(_ x: Scalar) -> Bool {
        // A float32 border: exact in both widths.
        x.isNaN || x.magnitude <= Scalar(FlatForest.Missing.zeroBorder)
    }
}

extension FlatForest.Node {
    /// `x > t` and `x >= t` become `x < bound` with the children exchanged.
    var isMirrored: Bool { comparison == .greater || comparison == .greaterOrEqual }

    /// How a walk must see the feature. A branch of membership looks at NaN itself.
    var view: RowImages.View {
        guard comparison != .member else { return .asIs }
        return switch missing {
        case .goesLeft: isMirrored ? .asIs : .missingLow
        case .goesRight: isMirrored ? .missingLow : .asIs
        case .zeroGoesLeft: isMirrored ? .zeroMissing : .zeroLow
        case .zeroGoesRight: isMirrored ? .zeroLow : .zeroMissing
        case .countsAsZero: .missingZero
        }
    }

    /// The bound in the width of a row, for which `x < bound` leads as the comparison does; nil where
    /// the comparison has none.
    func bound<Scalar: Real>(as width: Scalar.Type) -> Scalar? {
        switch comparison {
        case .equal, .notEqual, .member: return nil
        case .less, .lessOrEqual, .greater, .greaterOrEqual:
            guard threshold.isFinite else { return nil }
            let isStrict = comparison == .less || comparison == .greaterOrEqual
            return Scalar.bound(of: threshold, strict: isStrict)
        }
    }
}
