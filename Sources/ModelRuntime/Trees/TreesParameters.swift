import Tensors
import WeightFormat

/// An ensemble of trees as the file has it.
struct TreesParameters: Sendable {
    let forest: FlatForest
    /// The width in which leaves are summed.
    let accumulator: Precision
    /// The width of the scores.
    let result: Precision

    init(_ stage: TreesStage, features: Int, _ file: WeightFile) throws(ModelError) {
        accumulator = stage.accumulator
        result = stage.result
        let arrays: TreeArrays
        let parts: TreeParts
        do throws(WeightError) {
            arrays = try TreeArrays(stage, file)
            parts = try TreeParts(stage, file)
        } catch {
            throw .weights(error)
        }
        do throws(ForestError) {
            forest = try arrays.forest(
                stage, features: features, sets: parts.sets(), linear: parts.leaves())
        } catch {
            throw .forest(error)
        }
    }
}
