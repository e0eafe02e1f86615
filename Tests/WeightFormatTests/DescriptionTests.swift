import FoundationEssentials
import Testing
import WeightFormat

@Suite struct DescriptionTests {
    static let stages: [Stage] = [
        .cast(CastStage(to: .float32)),
        .scaler(ScalerStage(operation: .multiply, offset: "o", scale: "s")),
        .normalizer(NormalizerStage(norm: .absoluteMax)),
        .linear(LinearStage(coefficients: "c", intercepts: "i")),
        .svm(
            SVMStage(
                kernel: .polynomial, gamma: 0.1, coef0: 1, degree: 3, supportVectors: "v",
                coefficients: "c", intercepts: "i", vectorsPerClass: [1, 2])),
        .trees(
            TreesStage(
                roots: "r", features: "f", thresholds: "t", left: "l", right: "g",
                comparison: .less, comparisons: "m", missingGoesLeft: "n", values: "v",
                treeOutputs: "o", outputs: 3, aggregate: .average, base: "b",
                accumulator: .float64, result: .float32)),
        .classify(
            ClassifyHead(
                link: .pairwiseCoupling, label: .votes,
                probability: PairwiseProbability(a: "a", b: "b"), decision: .oneVersusRest)),
        .classify(
            ClassifyHead(
                link: .logisticNormalized, binary: .mirror,
                label: .columnThreshold(column: 1, at: 0.5, inclusive: true))),
        .classify(ClassifyHead(link: .softmaxZero, label: .threshold(0, inclusive: false))),
        .classify(ClassifyHead(link: .none, label: .largestScore)),
        .classify(ClassifyHead(link: .softmax, label: .largestProbability)),
        .regress(RegressHead(link: .exp)),
        .outlier(OutlierHead(threshold: 0, inclusive: true)),
    ]

    @Test("every stage comes back from its JSON", arguments: stages)
    func roundTrip(stage: Stage) throws {
        let json = try JSONEncoder().encode(stage)
        #expect(try JSONDecoder().decode(Stage.self, from: json) == stage)
    }

    @Test("the keys are those of FORMAT.md")
    func keys() throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys]
        let json = try encoder.encode(linearDocument().description)
        #expect(
            String(decoding: json, as: UTF8.self) == """
                {"input":"float64","outputs":{"label":"output_label"},"stages":[\
                {"kind":"scaler","offset":"offset","operation":"divide","scale":"scale"},\
                {"coefficients":"coefficients","intercepts":"intercepts","kind":"linear"},\
                {"binary":"complement","decision":"scores","kind":"classify",\
                "label":{"at":0,"inclusive":false,"rule":"threshold"},"link":"logistic"}],\
                "task":"classification"}
                """)
    }

    @Test("an unknown stage is refused")
    func unknown() {
        let json = Data(#"{"kind":"oracle"}"#.utf8)
        #expect(throws: DecodingError.self) { try JSONDecoder().decode(Stage.self, from: json) }
    }
}
