import InferenceAPI
import Testing

/// Whatever the bytes are, reading ends, and request and shape (answer and check) agree.
struct HostileBytesTests {
    private static let requests = [
        #"{"data":[[5.1,3.5,1.4,0.2],[NaN,-Infinity,null,1e-5]]}"#,
        #"{"id":"é\u00e9\ud83d\ude00\n","x":[true,{"y":[]}],"data" : [ [ -0.5E+3 ] ] }"#,
        #"{"\u0064ata":[[1,2],[3,4]],"z":-12.25}"#,
    ]
    private static let answers = [
        #"{"prediction":[[0.2897033989429474,0.71],[null,1.0]]}"#,
        #"{"a":{"b":["\u00e9"]},"prediction" : [ [1e5] , [2] ] }"#,
    ]

    @Test("every prefix of a request is refused", arguments: requests)
    func requestPrefixes(text: String) {
        let whole = bytes(text)
        #expect(requestError(whole) == nil)
        for length in 0..<whole.count {
            let error = requestError(Array(whole[..<length]))
            guard case .notJSON = error else {
                Issue.record("\(length) bytes gave \(String(describing: error))")
                continue
            }
        }
    }

    @Test("every prefix of an answer is refused", arguments: answers)
    func answerPrefixes(text: String) {
        let whole = bytes(text)
        #expect(answerError(whole, rows: 2) == nil)
        for length in 0..<whole.count {
            #expect(answerError(Array(whole[..<length]), rows: 2) != nil)
        }
    }

    @Test("changed, inserted and deleted bytes never do harm")
    func mutations() {
        var generator = SeededGenerator(seed: 7)
        for text in Self.requests + Self.answers {
            for _ in 0..<1_500 {
                let mutated = Self.mutated(bytes(text), &generator)
                _ = requestError(mutated)
                _ = answerError(mutated, rows: 2)
                _ = try? JSONValue(json: mutated.span)
                _ = try? ModelMetadata(json: mutated.span)
                _ = Problem.detail(of: mutated.span)
            }
        }
    }

    private static func mutated(
        _ original: [UInt8], _ generator: inout SeededGenerator
    ) -> [UInt8] {
        var bytes = original
        let telling = Array("[]{}\",:\\u0eE.-+NIntf \u{0}é".utf8)
        for _ in 0..<Int.random(in: 1...4, using: &generator) where !bytes.isEmpty {
            let place = Int.random(in: 0..<bytes.count, using: &generator)
            let byte =
                Bool.random(using: &generator)
                ? UInt8.random(in: 0...255, using: &generator)
                : telling[Int.random(in: 0..<telling.count, using: &generator)]
            switch Int.random(in: 0..<3, using: &generator) {
            case 0: bytes[place] = byte
            case 1: bytes.insert(byte, at: place)
            default: bytes.remove(at: place)
            }
        }
        return bytes
    }
}
