import WeightFormat

/// What is known of a value while a graph is lowered.
struct GraphValue {
    /// Where its elements come from.
    enum Source: Equatable {
        /// A value of the new graph, by its name there.
        case made(String)
        /// Numbers that stand in the model; they get a name when a node reads them.
        case constant(ConstantTensor)
    }

    /// What a value is to the model, as far as operators tell.
    enum Role: Equatable {
        case probabilities
        case decision
        /// A class's position, a class's label, or what was made of one.
        case label
        /// A sequence of maps from classes to probabilities, which stays a matrix here.
        case maps
    }

    var source: Source
    var kind: ElementKind
    /// Dimensions: nil where one is not known, a negative number where it is so many times the rows,
    /// so that a product of dimensions stays right; nil where not even their number is known.
    var shape: [Int?]?
    /// All the values that an element can have, in the order of the classes.
    var labels: [ClassLabel]?
    var role: Role?
    /// Whether a predictor had a part in it.
    var isPredicted = false
    /// The one feature that it is, however reshaped.
    var feature: Int?

    init(
        _ source: Source, _ kind: ElementKind, _ shape: [Int?]?, labels: [ClassLabel]? = nil,
        role: Role? = nil
    ) {
        self.source = source
        self.kind = kind
        self.shape = shape
        self.labels = labels
        self.role = role
    }

    init(_ constant: ConstantTensor) {
        self.init(.constant(constant), constant.kind, constant.shape.map { $0 })
    }

    var constant: ConstantTensor? {
        if case .constant(let constant) = source { constant } else { nil }
    }

    /// The dimension of an axis counted from the end where negative; nil where it is not known, or
    /// follows the rows.
    func size(_ axis: Int) -> Int? { dimension(axis).flatMap { $0 < 0 ? nil : $0 } }

    /// The same, negative where it follows the rows.
    func dimension(_ axis: Int) -> Int? {
        guard let shape else { return nil }
        let index = axis < 0 ? axis + shape.count : axis
        return shape.indices.contains(index) ? shape[index] : nil
    }
}

extension GraphValue {
    /// The shape of two values that broadcast.
    static func broadcast(_ first: [Int?]?, _ second: [Int?]?) -> [Int?]? {
        guard let first, let second else { return nil }
        let rank = max(first.count, second.count)
        let a = [Int?](repeating: 1, count: rank - first.count) + first
        let b = [Int?](repeating: 1, count: rank - second.count) + second
        return zip(a, b).map { left, right in
            if left == 1 { return right }
            if right == 1 { return left }
            return left ?? right
        }
    }

    /// The product of dimensions that are all known; of several that follow the rows it is not.
    static func product(_ shape: some Sequence<Int?>) -> Int? {
        var product = 1
        for dimension in shape {
            guard let dimension, product >= 0 || dimension >= 0 else { return nil }
            let (next, overflow) = product.multipliedReportingOverflow(by: dimension)
            guard !overflow else { return nil }
            product = next
        }
        return product
    }

    /// The sum of dimensions along which values are joined.
    static func sum(_ sizes: [Int?]) -> Int? {
        let known = sizes.compactMap(\.self)
        guard known.count == sizes.count,
            known.allSatisfy({ $0 >= 0 }) || known.allSatisfy({ $0 < 0 })
        else { return nil }
        return known.reduce(0, +)
    }

    /// Whether two dimensions cannot be the same.
    static func differ(_ first: Int?, _ second: Int?) -> Bool {
        guard let first, let second, first >= 0, second >= 0 else { return false }
        return first != second
    }
}
