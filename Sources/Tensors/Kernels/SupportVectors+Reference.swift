/// The definition: the kernel between `row` and every row of `vectors`, summed in feature order.
public func referenceKernel<Scalar: Real>(
    _ row: ArraySlice<Scalar>, _ vectors: Matrix<Scalar>, kernel: VectorKernel<Scalar>
) -> [Scalar] {
    (0..<vectors.rows).map { vector in
        var sum: Scalar = 0
        for (x, v) in zip(row, vectors.row(vector)) {
            sum += kernel.isDistance ? (x - v) * (x - v) : x * v
        }
        return kernel.finish(sum)
    }
}
