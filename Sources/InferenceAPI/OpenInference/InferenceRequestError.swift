/// Why a body is not a request of the Open Inference Protocol.
///
/// Elements are counted from 0, offsets in bytes from the start of the body.
public enum InferenceRequestError: Error, Hashable, Sendable {
    case notJSON(offset: Int, reason: JSONReason)
    case wrongType(key: String, offset: Int, expected: String)
    case duplicateKey(String, offset: Int)
    case missingKey(String, of: String)
    case noInputs
    case duplicateInput(String)
    case duplicateOutput(String)
    case unsupported(parameter: String, of: String)

    case unknownDatatype(input: String, found: String)
    case badShape(input: String, shape: [Int])
    case noJSONForm(input: String, datatype: TensorDatatype)
    case badElement(input: String, index: Int, offset: Int, datatype: TensorDatatype)
    case elements(input: String, shape: [Int], found: Int, expected: Int)
    case ragged(input: String, shape: [Int], dimension: Int, found: Int)
    case dataTwice(input: String)

    case headerLength(found: Int, body: Int)
    case binaryBeyondBody(input: String, declared: Int, left: Int)
    case binarySize(input: String, declared: Int, expected: Int)
    case textBeyondData(input: String, index: Int, declared: Int, left: Int)
    case textsLeft(input: String, bytes: Int)
    case notUTF8(input: String, index: Int)
    case outOfRange(input: String, index: Int, datatype: TensorDatatype)
    case binaryLeft(bytes: Int)
    case rawSize(found: Int, row: Int)

    case tooManyBytes(found: Int, limit: Int)
    case tooManyInputs(limit: Int)
    case tooManyRows(input: String, found: Int, limit: Int)
    case tooManyFeatures(input: String, found: Int, limit: Int)
}

extension InferenceRequestError: JSONReadingError {}
