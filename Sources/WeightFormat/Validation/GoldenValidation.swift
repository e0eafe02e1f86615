/// The check of the golden rows: as many answers as rows, and as wide as the outputs.
struct GoldenValidation {
    var metadata: Metadata
    var tensors: TensorTable
    /// Columns of each output of the model; 0 where only an evaluation shows them.
    var columns: [String: Int]

    func check(_ golden: Golden) throws(WeightFault) {
        let rows: Int
        switch golden.rows {
        case .matrix(let name): rows = try count(name)
        case .columns(let columns): rows = try count(columns)
        }
        guard (1...Limits.goldenRows).contains(rows) else {
            throw fault("has \(rows) rows where 1 to \(Limits.goldenRows) may be")
        }
        let tolerance = [golden.tolerance.absolute, golden.tolerance.relative]
        guard tolerance.allSatisfy({ $0.isFinite && $0 >= 0 }) else {
            throw fault("has a tolerance that is negative or not finite")
        }
        for (name, tensor) in golden.expect.sorted(by: { $0.key < $1.key }) {
            try check(name, try tensors.tensor(tensor), rows: rows)
        }
    }

    /// How many rows the matrix has.
    private func count(_ name: String) throws(WeightFault) -> Int {
        guard metadata.features.allSatisfy({ $0.type == .number }) else {
            throw fault("has one matrix of features that are not all numbers")
        }
        let rows = try tensors.tensor(name)
        guard rows.dtype.precision != nil, rows.shape.count == 2,
            rows.shape[1] == metadata.features.count
        else {
            throw fault(
                "needs rows of F32 or F64 with \(metadata.features.count) columns, "
                    + "not \(rows.dtype.rawValue) \(rows.shape)")
        }
        return rows.shape[0]
    }

    private func check(
        _ name: String, _ answer: TensorView, rows: Int
    ) throws(WeightFault) {
        guard let width = columns[name] else {
            throw fault("expects '\(name)', which is no output of this model")
        }
        let isUnknown = width == 0 && answer.shape.first == rows
        guard isUnknown || answer.shape == [rows, width] || width == 1 && answer.shape == [rows]
        else {
            throw fault("expects '\(name)' of shape \([rows, width]), not \(answer.shape)")
        }
        guard name == OutputName.label.rawValue else {
            guard answer.dtype.precision != nil else {
                throw fault("expects '\(name)' of F32 or F64, not \(answer.dtype.rawValue)")
            }
            return
        }
        guard let labels = try? answer.int64() else {
            throw fault("expects 'label' of I64, not \(answer.dtype.rawValue)")
        }
        let classes = Int64(metadata.classes?.count ?? 0)
        guard labels.allSatisfy({ $0 >= 0 && $0 < classes }) else {
            throw fault("expects a label beyond the \(classes) classes")
        }
    }

    func fault(_ reason: String) -> WeightFault {
        .metadata(key: "golden", reason: reason)
    }
}
