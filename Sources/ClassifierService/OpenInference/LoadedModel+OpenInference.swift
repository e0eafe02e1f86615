import HTTPTypes
import InferenceAPI
import ModelRuntime
import Serving
import WeightFormat

extension LoadedModel {
    /// What the protocol tells about the model.
    var document: ModelDocument {
        ModelDocument(
            name: name, versions: [Self.version],
            inputs: inputs, outputs: outputs.map(\.document),
            features: signature.features.map(\.name), classes: labels)
    }

    /// One matrix, or one input a feature.
    private var inputs: [TensorDocument] {
        let numbers = TensorDatatype(signature.input)
        guard signature.takesColumns else {
            let shape = [-1, signature.features.count]
            return [TensorDocument(name: "input", datatype: numbers, shape: shape)]
        }
        return signature.features.map { feature in
            let datatype: TensorDatatype =
                switch feature.type {
                case .number: numbers
                case .integer: .int64
                case .text: .bytes
                }
            return TensorDocument(name: feature.name, datatype: datatype, shape: [-1, 1])
        }
    }

    /// The outputs that a request asks for, in its order, each with its form; all where it names
    /// none.
    func outputs(
        asked request: InferenceRequest
    ) throws -> [(output: NamedOutput, isBinary: Bool)] {
        guard !request.outputs.isEmpty else {
            return outputs.map { ($0, request.isBinary(nil)) }
        }
        return try request.outputs.map { asked in
            guard let output = outputs.first(where: { $0.name == asked.name }) else {
                let names = outputs.map(\.name).joined(separator: ", ")
                throw ProblemResponse(
                    .unfitData, .unprocessableContent,
                    "\(name) has no output \"\(asked.name.prefix(100))\"; it has: \(names).")
            }
            return (output, request.isBinary(asked))
        }
    }

    /// Reads a body: JSON, JSON with binary tensors behind it, or nothing but a matrix in the model's own
    /// width, which a length of 0 says.
    func inference(
        _ body: Span<UInt8>, headerLength: Int?, _ limits: RequestLimits
    ) throws -> InferenceRequest {
        do throws(InferenceRequestError) {
            guard headerLength == 0 else {
                return try InferenceRequest(body: body, headerLength: headerLength, limits: limits)
            }
            return try InferenceRequest(
                raw: body, datatype: TensorDatatype(signature.input),
                columns: signature.features.count, limits: limits)
        } catch {
            throw ProblemResponse(error)
        }
    }

    /// The request's inputs as a batch of this model.
    func fit(_ request: InferenceRequest) throws -> Batch {
        let inputs: ArrangedInputs
        do throws(InputsError) {
            inputs = try ArrangedInputs(request, fitting: signature)
        } catch {
            throw ProblemResponse(error, model: name)
        }
        do throws(BatchError) {
            return try inputs.batch(
                fitting: signature, missing: request.parameters.missing)
        } catch {
            throw ProblemResponse(error)
        }
    }

    /// The answer in the form that was asked for.
    func reply(
        to request: InferenceRequest, _ outputs: [(output: NamedOutput, isBinary: Bool)],
        _ predictions: Predictions
    ) -> Reply {
        let response = InferenceResponse(
            model: name, version: Self.version, id: request.id,
            outputs: outputs.map {
                InferenceOutput($0.output.tensor(of: predictions), isBinary: $0.isBinary)
            })
        var bytes: [UInt8] = []
        guard let length = response.append(to: &bytes) else { return .json(bytes, fields) }
        let field = Reply.Field(name: HeaderNames.inferenceHeaderLength, value: String(length))
        return Reply(
            status: .ok, contentType: ContentTypes.bytes, fields: fields + [field], body: bytes)
    }

    /// Where models stand in paths, and how the route table has these: with the version and without.
    static func places(of name: String) -> [(path: String, pattern: String)] {
        let (path, pattern) = ("/v2/models/\(name)", "/v2/models/{model}")
        return [(path, pattern), ("\(path)/versions/\(version)", "\(pattern)/versions/{version}")]
    }
}
