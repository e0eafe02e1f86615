import InferenceAPI
import Testing

struct BudgetTests {
    @Test(
        "a number and a unit",
        arguments: [
            ("5s", .seconds(5)), ("200ms", .milliseconds(200)), ("1.5s", .milliseconds(1500)),
            ("500us", .microseconds(500)), ("2m", .seconds(120)), ("1h", .seconds(3600)),
            ("0.000001s", .microseconds(1)), ("0.1ms", .microseconds(100)),
            ("744h", Budget.maximum),
        ] as [(String, Duration)])
    func reads(text: String, duration: Duration) throws {
        #expect(try Budget(text).duration == duration)
    }

    @Test(
        "what is no duration is refused with the reason",
        arguments: [
            ("", .notADuration(text: "")), ("ms", .notADuration(text: "ms")),
            ("-5s", .notADuration(text: "-5s")), (".5s", .notADuration(text: ".5s")),
            ("5.s", .notADuration(text: "5.s")), ("1.2.3s", .notADuration(text: "1.2.3s")),
            ("1e3s", .unknownUnit(text: "1e3s")), ("5", .noUnit(text: "5")),
            ("5 s", .unknownUnit(text: "5 s")), ("5S", .unknownUnit(text: "5S")),
            ("0s", .notPositive(text: "0s")),
            ("0.0000000001s", .notPositive(text: "0.0000000001s")),
            ("745h", .tooLong(text: "745h")), ("999999999999h", .tooLong(text: "999999999999h")),
            ("9999999999999s", .notADuration(text: "9999999999999s")),
        ] as [(String, BudgetError)])
    func refuses(text: String, error: BudgetError) {
        #expect(throws: error) { try Budget(text) }
    }

    @Test("a number without a unit lists the units")
    func unitless() {
        #expect(
            BudgetError.noUnit(text: "5").description
                == "'5' has no unit: add one of us, ms, s, m, h, as in 200ms or 1.5s.")
    }
}

struct RequestTimeoutTests {
    @Test(
        "milliseconds of a header",
        arguments: [
            ("250", .milliseconds(250)), ("0.5", .microseconds(500)),
            ("99999999999", RequestTimeout.maximum), ("0", nil), ("-1", nil), ("", nil),
            ("1s", nil),
            (" 1", nil), ("1e3", nil), ("0.0000001", nil), ("NaN", nil), ("1.", nil),
        ] as [(String, Duration?)])
    func reads(text: String, duration: Duration?) {
        #expect(RequestTimeout.parse(text) == duration)
        let bytes = Array(text.utf8)
        #expect(RequestTimeout.parse(bytes.span) == duration)
    }

    @Test(
        "the time that remains is rounded down, and 1 at least",
        arguments: [
            (250_000_000, 250), (1_999_000, 1), (3_000, 1), (0, 1), (.max, 18_446_744_073_709),
        ] as [(UInt64, UInt64)])
    func writes(remaining: UInt64, milliseconds: UInt64) {
        #expect(RequestTimeout.milliseconds(remaining: remaining) == milliseconds)
    }
}
