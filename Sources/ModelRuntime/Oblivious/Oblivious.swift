import Tensors
import WeightFormat

/// The plain form: every row through every tree.
struct ReferenceOblivious: Step {
    let trees: ObliviousTrees

    func callAsFunction(_ x: Numbers) -> Numbers { .float64(trees.scores(Float.unwrap(x))) }
}

/// The form for blocks of rows.
struct PreparedOblivious: DirectStep {
    private let trees: PreparedObliviousTrees

    var plan: KernelPlan? { trees.plan }

    init(_ trees: ObliviousTrees, for instructionSet: InstructionSet) {
        self.trees = PreparedObliviousTrees(trees, for: instructionSet)
    }

    func callAsFunction(_ x: Numbers) -> Numbers { .float64(trees.scores(Float.unwrap(x))) }

    func fill(_ answers: inout ScoreAnswers<Double>, _ x: Matrix<Float>) {
        trees.fill(&answers.scores, x)
    }
}

extension ObliviousTrees {
    init(_ stage: ObliviousStage, features: Int, _ file: WeightFile) throws(ModelError) {
        let arrays: ObliviousArrays
        do throws(WeightError) {
            arrays = try ObliviousArrays(stage, features: features, file)
        } catch {
            throw .weights(error)
        }
        do throws(ObliviousError) {
            try self.init(
                missingAbove: arrays.missingAbove, depths: arrays.depths, levels: arrays.levels,
                values: arrays.values, scale: stage.scale, bias: arrays.bias)
        } catch {
            throw .oblivious(error)
        }
    }
}

/// The tensors of an oblivious stage, read.
private struct ObliviousArrays {
    let depths: [Int]
    let levels: [ObliviousTrees.Level]
    let missingAbove: [Bool]
    let values: Matrix<Double>
    let bias: [Double]

    init(_ stage: ObliviousStage, features: Int, _ file: WeightFile) throws(WeightError) {
        depths = try file.tensor(stage.depths).int32().map { Int($0) }
        let borders = try file.tensor(stage.borders).float32()
        levels = zip(try file.tensor(stage.features).int32(), borders).map {
            ObliviousTrees.Level(feature: Int($0), border: $1)
        }
        if let name = stage.missingAbove {
            missingAbove = try file.tensor(name).uint8().map { $0 == 1 }
        } else {
            missingAbove = [Bool](repeating: false, count: features)
        }
        values = try file.matrix(stage.values)
        bias = try file.tensor(stage.bias).float64()
    }
}
