import Tensors
import WeightFormat

/// `finite`: the same numbers; a row with an infinity, and unless allowed a missing number, is
/// refused.
struct FiniteGuard: GraphOperation {
    let allowsMissing: Bool

    func evaluate(
        _ inputs: Inputs, _ allowance: inout Allowance
    ) throws(Misfit) -> [Tensor] {
        let value = try inputs.value()
        let fault: Int? =
            switch value.elements {
            case .float32(let values): firstFault(values)
            case .float64(let values): firstFault(values)
            case .int32, .int64, .bool, .text: nil
            }
        guard let fault else { return [value] }
        let wanted = allowsMissing ? "meets an infinite number" : "lacks a number, or has one that"
        let reason = allowsMissing ? wanted : "\(wanted) is infinite, where all are needed"
        throw Misfit(reason, row: value.row(of: fault))
    }

    private func firstFault<Scalar: Real>(_ values: [Scalar]) -> Int? {
        values.firstIndex { !$0.isFinite && !(allowsMissing && $0.isNaN) }
    }
}
