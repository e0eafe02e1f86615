import Tensors
import WeightFormat

extension WeightFile {
    /// A tensor of two dimensions; of one, it becomes a column.
    func matrix<Scalar: Width>(_ name: String) throws(WeightError) -> Matrix<Scalar> {
        let tensor = try tensor(name)
        return Matrix(
            rows: tensor.shape.first ?? 1, columns: tensor.shape.dropFirst().reduce(1, *),
            values: try Scalar.read(tensor))
    }

    /// A tensor of float32 or float64, exactly, in double.
    func doubles(_ name: String) throws(WeightError) -> [Double] {
        let tensor = try tensor(name)
        return tensor.dtype == .float32
            ? try tensor.float32().map { Double($0) } : try tensor.float64()
    }
}
