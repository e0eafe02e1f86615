import HTTPTypes
import InferenceAPI
import ModelRuntime
import Serving
import Tensors
import WeightFormat

extension LoadedModel {
    /// The model itself, unless its golden rows were replayed and did not pass.
    func verified() throws -> LoadedModel {
        guard let fault else { return self }
        throw ProblemResponse(.notReady, .serviceUnavailable, fault)
    }

    /// The request's rows as a batch of this model.
    func fit(_ request: PredictRequest) throws -> Batch {
        try check(columns: request.columns)
        do throws(BatchError) {
            return try Batch(rows: request.rows, values: request.values, fitting: signature)
        } catch {
            throw ProblemResponse(error)
        }
    }

    /// The same for rows that are not all numbers.
    func fit(_ request: MixedRequest) throws -> Batch {
        try check(columns: request.columns)
        do throws(BatchError) {
            return try Batch(rows: request.rows.map { $0.map(Cell.init) }, fitting: signature)
        } catch {
            throw ProblemResponse(error)
        }
    }

    private func check(columns: Int) throws {
        let expected = signature.features.count
        guard columns == expected else {
            throw ProblemResponse(
                .unfitData, .unprocessableContent,
                "Row 0 has \(columns) features where \(name) takes \(expected).")
        }
    }

    /// What the model predicts for rows; a row that it refuses is a problem.
    ///
    /// - Parameter firstRow: the rows' place in the request.
    func predictions(of batch: Batch, firstRow: Int) throws -> Predictions {
        do throws(PredictionError) {
            return try model.predict(batch)
        } catch {
            throw ProblemResponse(error.moved(by: firstRow))
        }
    }

    /// The same, in a workspace's storage.
    func predict(_ batch: Batch, in workspace: inout Workspace) throws {
        do throws(PredictionError) {
            try model.predict(batch, in: &workspace)
        } catch {
            throw ProblemResponse(error)
        }
    }

    /// `{"prediction":[p0,p1]}`
    func encoded(_ predictions: Predictions) -> Reply {
        var bytes: [UInt8] = []
        if let numbers = predictions.primary {
            PredictResponse.append(
                prediction: numbers.widened, rows: numbers.rows, columns: numbers.columns,
                to: &bytes)
        }
        return .json(bytes, fields)
    }

    /// `{"prediction":{"proba":p,"label":l}}`, or `{"value":v}` for a regression.
    func labelled(_ predictions: Predictions) throws -> Reply {
        var bytes: [UInt8] = []
        switch answers(of: predictions) {
        case .labels(let labels, let probabilities):
            PredictResponse.append(labels: labels, probabilities: probabilities, to: &bytes)
        case .values(let values): PredictResponse.append(values: values, to: &bytes)
        case nil:
            throw ProblemResponse(
                .unfitData, .unprocessableContent, "\(name) predicts no label; ask /predict.")
        }
        return .json(bytes, fields)
    }

    /// The label or value of each row; nil where the model predicts neither.
    func answers(of predictions: Predictions) -> LabelModel.Answers? {
        if let indices = predictions.labels, let labels {
            let probabilities = predictions.probabilities.map { numbers in
                indices.indices.map { numbers.probability(row: $0, of: Int(indices[$0])) }
            }
            return .labels(indices.map { labels[Int($0)] }, probabilities: probabilities)
        }
        guard let value = predictions.value, value.columns == 1 else { return nil }
        return .values(value.widened)
    }
}

extension PredictionError {
    /// The same fault, in a batch where the rows stand further down.
    fileprivate func moved(by rows: Int) -> PredictionError {
        PredictionError(row: row.map { $0 + rows }, reason: reason)
    }
}

extension Numbers {
    /// All numbers in row order, widened exactly.
    var widened: [Double] {
        switch self {
        case .float32(let matrix): matrix.values.map(Double.init)
        case .float64(let matrix): matrix.values
        }
    }

    /// The probability of a class; where a model gives one column, it is that of class 1.
    fileprivate func probability(row: Int, of label: Int) -> Double {
        guard columns == 1 else { return self[row, label] }
        return label == 1 ? self[row, 0] : 1 - self[row, 0]
    }
}
