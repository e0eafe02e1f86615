import WeightFormat

extension Lowering {
    /// `SVMClassifier`: libsvm's pairwise machine, or without vectors one linear score a class.
    mutating func svmClassifier(_ node: Node) throws(ImportFault) {
        try takeRows(node)
        castToFloat32()
        let labels = try ClassLabels(node, integers: "classlabels_ints")
        let post = try PostTransform(node)
        let perClass = try node.integers("vectors_per_class")
        let vectors = try total(perClass, node)
        if vectors > 0 {
            try pairwise(node, labels, post, perClass: perClass, vectors: vectors)
        } else {
            try onePerClass(node, labels, post)
        }
        name(node, 0, .output(.label))
        if case .classify(let classify, _)? = head {
            name(node, 1, .output(classify.link == .none ? .decision : .probabilities))
        }
    }

    private func total(_ counts: [Int], _ node: Node) throws(ImportFault) -> Int {
        var sum = 0
        for count in counts {
            let (next, overflow) = sum.addingReportingOverflow(count)
            guard count >= 0, !overflow else { throw node.fault("has \(count) vectors of a class") }
            sum = next
        }
        return sum
    }

    private mutating func pairwise(
        _ node: Node, _ labels: ClassLabels, _ post: PostTransform, perClass: [Int], vectors: Int
    ) throws(ImportFault) {
        let classes = labels.labels.count
        guard perClass.count == classes, (2...Limits.columns).contains(classes) else {
            throw node.fault("has vectors of \(perClass.count) classes and \(classes) labels")
        }
        let pairs = classes * (classes - 1) / 2
        let rho = try node.floats("rho")
        guard rho.count == pairs else {
            throw node.fault("has \(rho.count) rho for \(pairs) pairs of classes")
        }
        try svm(node, vectors: vectors, perClass: perClass, intercepts: rho)
        let a = try node.floats("prob_a")
        let b = try node.floats("prob_b")
        guard a.count == b.count, a.isEmpty || a.count == pairs else {
            throw node.fault("has \(a.count) prob_a and \(b.count) prob_b for \(pairs) pairs")
        }
        head = .classify(
            a.isEmpty
                ? try withoutProbability(node, post, classes: classes)
                : try withProbability(node, post, a: a, b: b),
            labels.labels)
    }

    private mutating func withProbability(
        _ node: Node, _ post: PostTransform, a: [Float], b: [Float]
    ) throws(ImportFault) -> ClassifyHead {
        guard post == .none else {
            throw node.unsupported("applies \(post.rawValue) to probabilities")
        }
        let probability = PairwiseProbability(
            a: keep(.float32(a), as: "a"), b: keep(.float32(b), as: "b"))
        return ClassifyHead(link: .pairwiseCoupling, label: .votes, probability: probability)
    }

    /// Two classes have one score s, answered as `[-s, s]`, with LOGISTIC as `[1 - p, p]` of its
    /// logistic p, and with the other post-transforms, which are then not applied, as `[1 - s, s]`.
    /// More classes answer the pairs' scores.
    private func withoutProbability(
        _ node: Node, _ post: PostTransform, classes: Int
    ) throws(ImportFault) -> ClassifyHead {
        if classes == 2 {
            guard post != .probit else {
                throw node.unsupported("applies PROBIT to one score of two classes")
            }
            return ClassifyHead(
                link: post == .logistic ? .logistic : .identity,
                binary: post == .none ? .mirror : .complement, label: .votes)
        }
        if post == .none { return ClassifyHead(link: .none, label: .votes, decision: .scores) }
        guard classes == 3 else {
            throw node.unsupported("applies \(post.rawValue) to pairs of \(classes) classes")
        }
        return ClassifyHead(link: post.classifyLink, label: .votes)
    }

    private mutating func onePerClass(
        _ node: Node, _ labels: ClassLabels, _ post: PostTransform
    ) throws(ImportFault) {
        let classes = labels.labels.count
        guard try SVMKernel(node).kind == .linear else {
            throw node.fault("has a kernel, but no support vectors")
        }
        guard let rho = try node.floats("rho").first else { throw node.fault("has no rho") }
        guard classes > 2 else {
            throw node.unsupported("has \(classes) classes and no support vectors")
        }
        try linear(
            node, coefficients: try node.floats("coefficients"),
            intercepts: [Float](repeating: rho, count: classes))
        head = .classify(
            ClassifyHead(link: post.classifyLink, label: .largestScore), labels.labels)
    }
}
