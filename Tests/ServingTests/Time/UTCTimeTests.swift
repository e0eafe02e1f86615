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

    @Test("an instant has the parts that Foundation's calendar gives it")
    func parts() {
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = .gmt
        for seconds in Self.seconds {
            let time = UTCTime(seconds: seconds)
            let parts = calendar.dateComponents(
                [.weekday, .day, .month, .year, .hour, .minute, .second],
                from: Date(timeIntervalSince1970: Double(seconds)))
            #expect(time.weekday + 1 == parts.weekday)
            #expect([time.year, time.month, time.day] == [parts.year, parts.month, parts.day])
            #expect(
                [time.hour, time.minute, time.second] == [parts.hour, parts.minute, parts.second])
        }
    }

    @Test("a header's date is as RFC 9110 shows it")
    func http() {
        var bytes: [UInt8] = []
        UTCTime(seconds: 784_111_777).appendForHTTP(to: &bytes)
        #expect(String(decoding: bytes, as: UTF8.self) == "Sun, 06 Nov 1994 08:49:37 GMT")
    }
}
