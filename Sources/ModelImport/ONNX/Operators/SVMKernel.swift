import WeightFormat

/// The kernel of a support vector machine: `kernel_type` and `kernel_params`.
struct SVMKernel {
    var kind: SVMStage.Kernel
    var gamma = 0.0
    var coef0 = 0.0
    var degree = 0.0

    init(_ node: Node) throws(ImportFault) {
        let text = try node.text("kernel_type") ?? "LINEAR"
        switch text {
        case "LINEAR": kind = .linear
        case "RBF": kind = .rbf
        case "POLY": kind = .polynomial
        case "SIGMOID": kind = .sigmoid
        default: throw node.fault("has the unknown kernel '\(text.prefix(40))'")
        }
        let parameters = try node.floats("kernel_params").map(Double.init)
        guard parameters.count == 3 || parameters.isEmpty && kind == .linear else {
            throw node.fault("has \(parameters.count) kernel parameters where 3 are due")
        }
        guard let gamma = parameters.first else { return }
        guard parameters.allSatisfy(\.isFinite) else {
            throw node.fault("has a kernel parameter that is not finite")
        }
        self.gamma = gamma
        coef0 = parameters[1]
        degree = parameters[2]
    }
}

extension Lowering {
    /// Adds the stage of a machine with `vectors` support vectors and one or more scores.
    mutating func svm(
        _ node: Node, vectors: Int, perClass: [Int]?, intercepts: [Float]
    ) throws(ImportFault) {
        let kernel = try SVMKernel(node)
        let support = try node.floats("support_vectors")
        let coefficients = try node.floats("coefficients")
        guard vectors > 0, support.count % vectors == 0, !support.isEmpty else {
            throw node.fault("has \(support.count) numbers for \(vectors) support vectors")
        }
        let rows = max((perClass?.count ?? 2) - 1, 1)
        let (needed, overflow) = rows.multipliedReportingOverflow(by: vectors)
        guard !overflow, coefficients.count == needed else {
            throw node.fault("has \(coefficients.count) coefficients for \(vectors) vectors")
        }
        try confirm(columns: support.count / vectors, node)
        let stage = SVMStage(
            kernel: kernel.kind, gamma: kernel.gamma, coef0: kernel.coef0, degree: kernel.degree,
            supportVectors: keep(
                .float32(support, shape: [vectors, support.count / vectors]), as: "vectors"),
            coefficients: keep(
                .float32(coefficients, shape: [rows, vectors]), as: "coefficients"),
            intercepts: keep(.float32(intercepts), as: "intercepts"), vectorsPerClass: perClass)
        stages.append(.svm(stage))
    }
}
