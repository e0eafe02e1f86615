import Tensors
import WeightFormat

/// A function of each element by itself, in double whatever the width, as NumPy's have it to the
/// last digit or nearly so.
struct ElementaryFunction: GraphOperation {
    let operation: GraphOperator

    func evaluate(
        _ inputs: Inputs, _ allowance: inout Allowance
    ) throws(Misfit) -> [Tensor] {
        let value = try inputs.value()
        _ = try allowance.reserve(value.shape)
        let function = try function()
        switch value.elements {
        case .float32(let values):
            return [Tensor(values.map { Float(function(Double($0))) }, shape: value.shape)]
        case .float64(let values): return [Tensor(values.map(function), shape: value.shape)]
        case .int32, .int64, .bool, .text: throw Misfit("takes floating-point numbers alone")
        }
    }

    private func function() throws(Misfit) -> (Double) -> Double {
        switch operation {
        case .log1p: return { Double.log1p($0) }
        case .expm1: return ElementaryFunctions.expm1
        case .log2: return ElementaryFunctions.log2
        case .log10: return ElementaryFunctions.log10
        case .exp2: return ElementaryFunctions.exp2
        case .cubeRoot: return ElementaryFunctions.cubeRoot
        case .sinh: return ElementaryFunctions.sinh
        case .cosh: return ElementaryFunctions.cosh
        case .arcsinh: return ElementaryFunctions.arcsinh
        case .arccosh: return ElementaryFunctions.arccosh
        case .arctanh: return ElementaryFunctions.arctanh
        case .arcsine: return ElementaryFunctions.arcsine
        case .arccosine: return ElementaryFunctions.arccosine
        case .normalQuantile: return NormalQuantile.of
        default: throw Misfit("is no elementary function")
        }
    }
}
