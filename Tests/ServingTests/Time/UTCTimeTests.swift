import FoundationEssentials
import InferenceAPI
import Testing

@testable import Serving

@Suite struct UTCTimeTests {
    /// From 1900 to 2199, with the ends of days, years, centuries and leap days.
    static let seconds: [Int] = {
        var random = SplitMix64(seed: 1)
        let edges = [
            0, -1, 86_399, 86_400, 951_782_399, 951_782_400, 951_868_799, 951_868_800,
            4_107_542_399, 4_107_542_400, -2_203_891_200, 1_767_225_599, 1_767_225_600,
        ]
        return edges
            + (0..<2_000).map { _ in Int.random(in: -2_208_988_800...7_258_118_399, using: &random)
            }
    }()

    @Test("an instant is logged as Foundation writes it")
    func log() {
        let style = Date.ISO8601FormatStyle(includingFractionalSeconds: true)
        for seconds in Self.seconds {
            var bytes: [UInt8] = []
            UTCTime(seconds: seconds, millisecond: 7).appendForLog(to: &bytes)
            let whole = Date(timeIntervalSince1970: Double(seconds)).formatted(style)
            let expected = whole.replacing(".000Z", with: ".007Z")
            #expect(String(decoding: bytes, as: UTF8.self) == expected)
        }
    }

    @Test("an instant stands in a header as Foundation writes it")
    func http() {
        let style = Date.HTTPFormatStyle()
        for seconds in Self.seconds {
            var bytes: [UInt8] = []
            UTCTime(seconds: seconds).appendForHTTP(to: &bytes)
            let expected = Date(timeIntervalSince1970: Double(seconds)).formatted(style)
            #expect(String(decoding: bytes, as: UTF8.self) == expected)
        }
    }
}
