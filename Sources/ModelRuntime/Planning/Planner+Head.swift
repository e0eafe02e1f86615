import Tensors
import WeightFormat

extension Planner {
    func head(_ stage: Stage, _ flow: Flow) throws(ModelError) -> any Head {
        flow.precision == .float32
            ? try head(stage, flow, Float.self) : try head(stage, flow, Double.self)
    }

    private func head<Scalar: Width>(
        _ stage: Stage, _ flow: Flow, _ width: Scalar.Type
    ) throws(ModelError) -> any Head {
        switch stage {
        case .classify(let head):
            return ClassifyScores<Scalar>(
                head: head, classes: flow.classes ?? flow.columns,
                pairs: try pairs(head, flow), exponentials: exponentials)
        case .regress(let head):
            return RegressScores<Scalar>(head: head, exponentials: exponentials)
        case .outlier(let head): return OutlierScores<Scalar>(head: head)
        case .encode, .ctr, .cast, .scaler, .normalizer, .dense, .linear, .svm, .neighbors, .trees,
            .oblivious:
            return TransformHead()
        }
    }

    private func pairs<Scalar: Width>(
        _ head: ClassifyHead, _ flow: Flow
    ) throws(ModelError) -> PairwiseScores<Scalar>? {
        guard let classes = flow.pairedClasses else { return nil }
        guard let probability = head.probability else {
            return PairwiseScores(classes: classes, platt: nil)
        }
        do throws(WeightError) {
            return PairwiseScores(
                classes: classes,
                platt: PlattSigmoids(
                    slopes: try Scalar.read(file.tensor(probability.a)),
                    offsets: try Scalar.read(file.tensor(probability.b))))
        } catch {
            throw .weights(error)
        }
    }

    /// - Parameter scores: the width of what the head answers.
    func signature(scores: Precision) -> Signature {
        Signature(
            features: file.features.map { FeatureSignature(name: $0.name, type: $0.type) },
            classes: file.classes,
            input: file.description.input, task: file.description.task,
            outputs: outputs(scores), acceptsMissing: acceptsMissing)
    }

    private func outputs(_ scores: Precision) -> [OutputSignature] {
        OutputName.allCases.compactMap { name in
            file.outputColumns[name.rawValue].map { columns in
                OutputSignature(
                    name, alias: file.description.outputs?[name.rawValue],
                    datatype: name == .label
                        ? Datatype(labels: file.classes ?? []) : Datatype(scores),
                    columns: columns)
            }
        }
    }

    /// A missing value has a way where trees say where it goes, and only scalers, which hand it on,
    /// compute before them.
    private var acceptsMissing: Bool {
        for stage in file.description.stages {
            switch stage {
            case .encode(let encode):
                if encode.columns.contains(where: \.replacesMissing) { return true }
            case .cast, .ctr, .scaler: continue
            case .trees(let trees): return trees.missingGoesLeft != nil
            case .oblivious: return true
            case .normalizer, .dense, .linear, .svm, .neighbors, .classify, .regress,
                .outlier:
                return false
            }
        }
        return false
    }
}

extension ColumnEncoding {
    /// Whether the stage itself says what a missing value becomes.
    fileprivate var replacesMissing: Bool {
        switch missing {
        case .missing, .code: true
        case .refuse, nil: false
        }
    }
}
