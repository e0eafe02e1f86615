import FoundationEssentials
import InferenceAPI
import Testing

@testable import Serving

@Suite struct LogTimeTests {
    @Test("an instant is written as Foundation writes it")
    func likeFoundation() {
        var random = SplitMix64(seed: 1)
        let style = Date.ISO8601FormatStyle(includingFractionalSeconds: true)
        // From 1900 to 2199, and the ends of days, months and leap years.
        let edges = [0, -1, 86_399, 86_400, 951_782_399, 951_782_400, 4_107_542_399, 4_107_542_400]
        let seconds =
            edges
            + (0..<2_000).map { _ in Int.random(in: -2_208_988_800...7_258_118_399, using: &random)
            }

        for second in seconds {
            var bytes: [UInt8] = []
            LogTime(seconds: second, milliseconds: 7).append(to: &bytes)
            let whole = Date(timeIntervalSince1970: Double(second)).formatted(style)
            #expect(
                String(decoding: bytes, as: UTF8.self) == whole.replacing(".000Z", with: ".007Z"))
        }
    }
}
