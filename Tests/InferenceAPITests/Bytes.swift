import InferenceAPI

/// The bytes of a text.
func bytes(_ text: String) -> [UInt8] { Array(text.utf8) }

/// What an appender writes, as text.
func written(_ append: (inout [UInt8]) -> Void) -> String {
    var bytes: [UInt8] = []
    append(&bytes)
    return String(decoding: bytes, as: UTF8.self)
}

func request(
    _ text: String, limits: RequestLimits = .default
) throws(PredictRequestError) -> PredictRequest {
    try PredictRequest(json: bytes(text).span, limits: limits)
}

func shape(
    _ text: String, limits: RequestLimits = .default
) throws(PredictRequestError) -> RequestShape {
    try RequestShape(json: bytes(text).span, limits: limits)
}

/// The error that reading a request ends in, after a check that its shape ends in the same.
func requestError(
    _ bytes: [UInt8], limits: RequestLimits = .default
) -> PredictRequestError? {
    var errors: [PredictRequestError?] = []
    do throws(PredictRequestError) {
        _ = try PredictRequest(json: bytes.span, limits: limits)
        errors.append(nil)
    } catch { errors.append(error) }
    do throws(PredictRequestError) {
        _ = try RequestShape(json: bytes.span, limits: limits)
        errors.append(nil)
    } catch { errors.append(error) }
    precondition(errors[0] == errors[1], "request and shape disagree: \(errors)")
    return errors[0]
}

func answerError(_ bytes: [UInt8], rows: Int) -> MemberAnswerError? {
    var errors: [MemberAnswerError?] = []
    do throws(MemberAnswerError) {
        _ = try MemberAnswer(json: bytes.span, rows: rows)
        errors.append(nil)
    } catch { errors.append(error) }
    do throws(MemberAnswerError) {
        try MemberAnswer.check(bytes.span, rows: rows)
        errors.append(nil)
    } catch { errors.append(error) }
    precondition(errors[0] == errors[1], "reading and checking disagree: \(errors)")
    return errors[0]
}

/// A generator of the same numbers in every run (SplitMix64), so that a failure comes again.
struct SeededGenerator: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) {
        state = seed
    }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}
