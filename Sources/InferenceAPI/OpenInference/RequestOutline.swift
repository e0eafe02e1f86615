/// What a request's JSON says, read in one pass; binary data is not looked at.
struct RequestOutline {
    typealias Cursor = JSONCursor<InferenceRequestError>

    var id: String?
    var parameters = InferenceParameters()
    var inputs: [InputOutline] = []
    var outputs: [RequestedOutput] = []

    static func read(
        _ json: Span<UInt8>, limits: RequestLimits
    ) throws(InferenceRequestError) -> RequestOutline {
        try Cursor.read(json) { (cursor) throws(InferenceRequestError) in
            var outline = RequestOutline()
            try outline.body(&cursor, limits)
            try cursor.finish()
            return outline
        }
    }

    private mutating func body(
        _ cursor: inout Cursor, _ limits: RequestLimits
    ) throws(InferenceRequestError) {
        var isFound = false
        try cursor.members(of: "The body") { (key, cursor) throws(InferenceRequestError) in
            switch key {
            case "id": id = try cursor.text(of: key)
            case "parameters": try parameters.read(&cursor)
            case "inputs":
                try readInputs(&cursor, limits)
                isFound = true
            case "outputs": try readOutputs(&cursor, limits)
            default: return false
            }
            return true
        }
        guard isFound else { throw .missingKey("inputs", of: "The request") }
        guard !inputs.isEmpty else { throw .noInputs }
    }

    private mutating func readInputs(
        _ cursor: inout Cursor, _ limits: RequestLimits
    ) throws(InferenceRequestError) {
        var names: Set<String> = []
        try cursor.elements(of: "inputs") { (cursor) throws(InferenceRequestError) in
            guard inputs.count < limits.features else {
                throw .tooManyInputs(limit: limits.features)
            }
            let input = try InputOutline.read(&cursor, limits)
            guard names.insert(input.name).inserted else { throw .duplicateInput(input.name) }
            inputs.append(input)
        }
    }

    private mutating func readOutputs(
        _ cursor: inout Cursor, _ limits: RequestLimits
    ) throws(InferenceRequestError) {
        var names: Set<String> = []
        try cursor.elements(of: "outputs") { (cursor) throws(InferenceRequestError) in
            guard outputs.count < limits.features else {
                throw .tooManyInputs(limit: limits.features)
            }
            let output = try RequestedOutput.read(&cursor)
            guard names.insert(output.name).inserted else { throw .duplicateOutput(output.name) }
            outputs.append(output)
        }
    }
}

extension RequestedOutput {
    fileprivate static func read(
        _ cursor: inout RequestOutline.Cursor
    ) throws(InferenceRequestError) -> RequestedOutput {
        var name: String?
        var isBinary: Bool?
        try cursor.members(of: "An output") { (key, cursor) throws(InferenceRequestError) in
            switch key {
            case "name": name = try cursor.text(of: key)
            case "parameters":
                try cursor.parameters(of: "An output") {
                    (key, cursor) throws(InferenceRequestError) in
                    guard key == "binary_data" else { return false }
                    isBinary = try cursor.boolean(of: key)
                    return true
                }
            default: return false
            }
            return true
        }
        guard let name else { throw .missingKey("name", of: "An output") }
        return RequestedOutput(name: name, isBinary: isBinary)
    }
}

extension InferenceParameters {
    fileprivate mutating func read(
        _ cursor: inout RequestOutline.Cursor
    ) throws(InferenceRequestError) {
        try cursor.parameters(of: "The request") { (key, cursor) throws(InferenceRequestError) in
            switch key {
            case "binary_data_output": binaryOutputs = try cursor.boolean(of: key)
            case "timeout":
                timeout = .microseconds(try cursor.count(of: key))
            case "missing": missing = try cursor.text(of: key)
            default: return false
            }
            return true
        }
    }
}
