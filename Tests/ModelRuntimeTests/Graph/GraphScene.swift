import Tensors
import Testing
import WeightFormat

@testable import ModelRuntime

/// One operator applied to values, in its reference and its prepared form: their results, or why
/// there are none.
func evaluate(
    _ operation: GraphOperator, _ attributes: OperatorAttributes? = nil, _ inputs: Tensor?...,
    outputs: Int = 1
) throws -> [Tensor] {
    let node = OperationNode(
        operation, inputs.map { _ in "x" }, (0..<outputs).map { "y\($0)" }, attributes)
    var constants: [Int: Tensor] = [:]
    for (place, input) in inputs.enumerated().dropFirst() { constants[place] = input }
    var results: [[Tensor]] = []
    for form in [Planner.Form.reference, .prepared(.best)] {
        var allowance = Allowance()
        let known = form == .reference ? [:] : constants
        results.append(
            try node.prepared(constants: known, form: form).evaluate(Inputs(inputs), &allowance))
    }
    #expect(
        results[0].map(\.shape) == results[1].map(\.shape)
            && results[0].map(\.words) == results[1].map(\.words), "the two forms differ")
    return results[1]
}

/// Why an operator has no result.
func misfit(
    _ operation: GraphOperator, _ attributes: OperatorAttributes? = nil, _ inputs: Tensor?...
) -> Misfit? {
    let node = OperationNode(operation, inputs.map { _ in "x" }, ["y"], attributes)
    var allowance = Allowance()
    do throws(Misfit) {
        _ = try node.prepared(constants: [:], form: .prepared(.best)).evaluate(
            Inputs(inputs), &allowance)
        return nil
    } catch {
        return error
    }
}

func floats(_ values: [Float], _ shape: [Int]? = nil) -> Tensor {
    Tensor(values, shape: shape ?? [values.count])
}

func doubles(_ values: [Double], _ shape: [Int]? = nil) -> Tensor {
    Tensor(values, shape: shape ?? [values.count])
}

func integers(_ values: [Int64], _ shape: [Int]? = nil) -> Tensor {
    Tensor(values, shape: shape ?? [values.count])
}

func truths(_ values: [Bool], _ shape: [Int]? = nil) -> Tensor {
    Tensor(values, shape: shape ?? [values.count])
}

func texts(_ values: [String], _ shape: [Int]? = nil) -> Tensor {
    Tensor(values, shape: shape ?? [values.count])
}

extension Tensor {
    /// The elements as text, so that a NaN is itself and zeros have their signs.
    var words: [String] {
        switch elements {
        case .float32(let values): values.map { "\($0)" }
        case .float64(let values): values.map { "\($0)" }
        case .int32(let values): values.map { "\($0)" }
        case .int64(let values): values.map { "\($0)" }
        case .bool(let values): values.map { "\($0)" }
        case .text(let values): values
        }
    }
}
