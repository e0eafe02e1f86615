import WeightFormat

/// How ONNX Runtime arranges a tree classifier's scores, labels and columns, which depends on the
/// number of classes, on which of them have weights, and on the base values.
struct TreeClassifierShape {
    var outputs: Int
    var routes: [LeafRoute]
    var base: [Double]?
    var head: ClassifyHead
    var classes: [ClassLabel]

    /// What the arrangement depends on.
    struct Facts {
        var labels: ClassLabels
        var ids: Set<Int>
        var areAllPositive: Bool
        var base: [Double]
        var post: PostTransform
    }

    init(_ facts: Facts, _ node: Node) throws(ImportFault) {
        let count = facts.labels.labels.count
        guard facts.base.isEmpty || facts.base.count == count || facts.base.count == 1 && count == 2
        else { throw node.fault("has \(facts.base.count) base values for \(count) classes") }
        guard !facts.ids.isEmpty else { throw node.fault("has no leaf weights") }
        switch count {
        case 1: try self.init(one: facts, node)
        case 2 where facts.ids == [0] && facts.base.count < 2: try self.init(mirrored: facts, node)
        case 2: self.init(two: facts)
        default: self.init(many: facts)
        }
    }

    private init(
        outputs: Int, routes: [LeafRoute], base: [Double]?, head: ClassifyHead,
        classes: [ClassLabel]
    ) {
        self.outputs = outputs
        self.routes = routes
        self.base = base
        self.head = head
        self.classes = classes
    }

    /// A single label: the score as it is, and the literals 0 and 1 for its sign.
    private init(one facts: Facts, _ node: Node) throws(ImportFault) {
        guard !facts.labels.areTexts else { throw node.unsupported("has one class, a text") }
        self.init(
            outputs: 1, routes: [LeafRoute(id: 0, output: 0)],
            base: facts.base.isEmpty ? nil : facts.base,
            head: ClassifyHead(
                link: facts.post == .probit ? .probit : .identity, binary: .single,
                label: .threshold(0, inclusive: false)),
            classes: ClassLabels.literals)
    }

    /// Two classes, weights on the first alone: one score s of the second class. Without a negative
    /// weight it is a probability, `[1 - s, s]`, else a margin, `[-s, s]` or its logistic.
    private init(mirrored facts: Facts, _ node: Node) throws(ImportFault) {
        guard facts.post != .probit else {
            throw node.unsupported("applies PROBIT to one score of two classes")
        }
        let isMargin = !facts.areAllPositive
        let head = ClassifyHead(
            link: isMargin && facts.post == .logistic ? .logistic : .identity,
            binary: isMargin ? .mirror : .complement,
            label: .threshold(isMargin ? 0 : 0.5, inclusive: false))
        self.init(
            outputs: 1, routes: [LeafRoute(id: 0, output: 0)],
            base: facts.base.isEmpty ? nil : facts.base, head: head, classes: facts.labels.labels)
    }

    /// Two classes as two scores.
    private init(two facts: Facts) {
        let hasOne = facts.ids.count == 1
        let column = facts.ids == [0] ? 0 : 1
        let at = hasOne && facts.areAllPositive ? 0.5 : 0
        let (routes, base) = Self.twoScores(facts)
        self.init(
            outputs: 2, routes: routes, base: base,
            head: ClassifyHead(
                link: facts.post.classifyLink,
                label: .columnThreshold(column: column, at: at, inclusive: false)),
            // With weights on both classes integer labels are written as 0 and 1.
            classes: hasOne || facts.labels.areTexts
                ? facts.labels.labels : ClassLabels.literals)
    }

    /// Where weights and base values go: ONNX Runtime does not add them class by class.
    private static func twoScores(_ facts: Facts) -> ([LeafRoute], [Double]?) {
        let first = LeafRoute(id: 0, output: 0)
        let second = LeafRoute(id: 1, output: 1)
        let base = facts.base
        switch (facts.ids, base.count) {
        case ([0], _): return ([first], [base[0], 0])
        case ([1], 2): return ([], [0, base[1]])
        case ([1], _): return ([second], nil)
        case (_, 0): return ([first, second], nil)
        case (_, 1): return ([first, second], [base[0], 0])
        default:
            let mirror = LeafRoute(id: 0, output: 0, isNegated: true)
            return ([mirror, LeafRoute(id: 0, output: 1)], [-base[1], base[1]])
        }
    }

    /// Three classes or more: one score each, the largest wins.
    private init(many facts: Facts) {
        let count = facts.labels.labels.count
        self.init(
            outputs: count, routes: (0..<count).map { LeafRoute(id: $0, output: $0) },
            base: facts.base.isEmpty ? nil : facts.base,
            head: ClassifyHead(link: facts.post.classifyLink, label: .largestScore),
            classes: facts.labels.labels)
    }
}
