import Testing
import WeightFormat

/// A document with one thing wrong, and the words that the error must hold.
struct WrongModel: CustomTestStringConvertible, Sendable {
    var what: String
    var document: WeightDocument
    var error: String
    var testDescription: String { what }

    init(_ what: String, _ document: WeightDocument, _ error: String) {
        self.what = what
        self.document = document
        self.error = error
    }
}

/// The linear document with other stages.
func stages(
    _ stages: [Stage], task: ModelDescription.Task = .classification,
    tensors: [String: TensorData] = [:]
) -> WeightDocument {
    var document = linearDocument()
    document.description.stages = stages
    document.description.task = task
    document.description.outputs = nil
    if task == .regression || task == .transform { document.classes = nil }
    document.tensors.merge(tensors) { $1 }
    return document
}

private func tensors(_ change: [String: TensorData?]) -> WeightDocument {
    var document = linearDocument()
    for (name, tensor) in change { document.tensors[name] = tensor }
    return document
}

private let linear = Stage.linear(
    LinearStage(coefficients: "coefficients", intercepts: "intercepts"))
private let scaler = Stage.scaler(
    ScalerStage(operation: .divide, offset: "offset", scale: "scale"))
private func classify(
    _ link: ClassifyHead.Link, _ binary: ClassifyHead.Binary? = nil,
    _ label: LabelRule = .threshold(0, inclusive: false),
    probability: PairwiseProbability? = nil, decision: ClassifyHead.Decision? = nil
) -> Stage {
    .classify(
        ClassifyHead(
            link: link, binary: binary, label: label, probability: probability, decision: decision))
}

@Suite struct ValidationTests {
    static let wrong: [WrongModel] = [
        WrongModel("no stages", stages([]), "0 stages"),
        WrongModel(
            "too many stages", stages(.init(repeating: scaler, count: 1025)), "1025 stages"),
        WrongModel("no head", stages([linear]), "no stage that ends the task"),
        WrongModel("no predictor", stages([classify(.logistic)]), "needs scores"),
        WrongModel("two predictors", stages([linear, linear]), "stands after a predictor"),
        WrongModel("a transform after scores", stages([linear, scaler]), "stands after"),
        WrongModel(
            "a stage after the head", stages([linear, classify(.logistic), linear]), "stands"),
        WrongModel(
            "a head of another task",
            stages([linear, .regress(RegressHead(link: .identity))]), "ends the task"),
        WrongModel(
            "a transform with a head",
            stages([linear, .regress(RegressHead(link: .identity))], task: .transform), "transform"),
        WrongModel("a tensor missing", tensors(["scale": nil]), "'scale' is missing"),
        WrongModel("a short scale", tensors(["scale": .float64([1])]), "of shape [2], not [1]"),
        WrongModel("a narrow scale", tensors(["scale": .float32([1, 2])]), "of type F64, not F32"),
        WrongModel(
            "coefficients of rank 1", tensors(["coefficients": .float64([1, 2])]), "2 dimensions"),
        WrongModel(
            "coefficients of other features",
            tensors(["coefficients": .float64([1, 2, 3], shape: [1, 3])]), "of shape [1, 2]"),
        WrongModel(
            "too many intercepts", tensors(["intercepts": .float64([1, 2])]), "of shape [1]"),
        WrongModel(
            "three scores for two classes",
            tensors([
                "coefficients": .float64([1, 2, 3, 4, 5, 6], shape: [3, 2]),
                "intercepts": .float64([1, 2, 3]),
            ]), "arranges one score"),
        WrongModel(
            "an arrangement of one score for two",
            {
                var document = linearDocument()
                document.tensors["coefficients"] = .float64([1, 2, 3, 4], shape: [2, 2])
                document.tensors["intercepts"] = .float64([1, 2])
                return document
            }(), "arranges one score"),
        WrongModel(
            "votes without pairs", stages([linear, classify(.logistic, nil, .votes)]), "votes"),
        WrongModel(
            "the largest of one score", stages([linear, classify(.logistic, nil, .largestScore)]),
            "largest of 1 scores"),
        WrongModel(
            "the largest of no probabilities",
            stages([linear, classify(.none, nil, .largestProbability)]), "largest probability"),
        WrongModel(
            "a column threshold on one score",
            stages([
                linear,
                classify(.logistic, nil, .columnThreshold(column: 1, at: 0, inclusive: false)),
            ]), "threshold"),
        WrongModel(
            "coupling without pairs", stages([linear, classify(.pairwiseCoupling)]), "couples"),
        WrongModel(
            "Platt's parameters without pairs",
            stages([
                linear,
                classify(.logistic, probability: PairwiseProbability(a: "offset", b: "scale")),
            ]), "Platt"),
        WrongModel(
            "summed pairs without pairs",
            stages([linear, classify(.logistic, decision: .oneVersusRest)]), "sums pairs"),
        WrongModel(
            "too many vectors of classes", svmDocument(counts: [2, 2]), "more or fewer"),
        WrongModel("too few vectors of classes", svmDocument(counts: [1, 1]), "counts 2 vectors"),
        WrongModel("a negative count", svmDocument(counts: [4, -1]), "more or fewer"),
        WrongModel("a huge count", svmDocument(counts: [.max, .max]), "more or fewer"),
        WrongModel("one class of vectors", svmDocument(counts: [3]), "at least 2"),
        WrongModel(
            "classes unlike the vectors'", svmDocument(classes: 3), "SVM of 2 classes, but"),
        WrongModel("wrong pairs", svmDocument(scores: 2), "'intercepts' of shape [1]"),
        WrongModel(
            "wrong coefficients", svmDocument(coefficients: [2, 3]),
            "'coefficients' of shape [1, 3]"),
        WrongModel(
            "one score with votes", svmDocument(counts: nil), "votes without"),
        WrongModel(
            "an output that is none",
            {
                var document = linearDocument()
                document.description.outputs = ["magic": "x"]
                return document
            }(), "'magic'"),
        WrongModel(
            "a threshold for outliers of three scores",
            {
                var document = svmDocument()
                document.description.task = .outlier
                document.description.stages[1] = .outlier(
                    OutlierHead(threshold: 0, inclusive: false))
                return document
            }(), "cannot follow"),
    ]

    @Test("a model that contradicts its tensors is refused with its reason", arguments: wrong)
    func refused(case wrong: WrongModel) {
        let error = #expect(throws: WeightError.self) { try wrong.document.serialized() }
        let sentence = error?.description ?? ""
        #expect(sentence.contains(wrong.error), "\(sentence)")
    }

    @Test("a machine of three classes has three pairs, and as many decisions")
    func threeClasses() throws {
        let document = svmDocument(
            counts: [1, 1, 1], classes: 3, coefficients: [2, 3], scores: 3,
            head: ClassifyHead(
                link: .pairwiseCoupling, label: .votes,
                probability: PairwiseProbability(a: "a", b: "b"), decision: .oneVersusRest))
        let file = try WeightFile(bytes: document.serialized())
        #expect(file.outputColumns == ["label": 1, "probabilities": 3, "decision": 3])
    }

    @Test("a machine may have no vectors at all")
    func noVectors() throws {
        _ = try svmDocument(counts: [0, 0], coefficients: [1, 0], vectors: 0).serialized()
    }

    @Test("transforms alone answer the rows")
    func transform() throws {
        let file = try WeightFile(bytes: stages([scaler], task: .transform).serialized())
        #expect(file.outputColumns == ["transformed": 2])
    }
}
