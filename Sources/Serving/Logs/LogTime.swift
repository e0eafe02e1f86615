import FoundationEssentials

/// An instant as log lines have it, UTC with milliseconds: `2026-01-31T23:59:59.999Z` (RFC 3339).
struct LogTime {
    /// Since 1970.
    let seconds: Int
    /// 0 to 999.
    let milliseconds: Int

    static var now: LogTime {
        let time = Date.now.timeIntervalSince1970
        let seconds = Int(time.rounded(.down))
        return LogTime(seconds: seconds, milliseconds: Int((time - Double(seconds)) * 1_000))
    }

    func append(to bytes: inout [UInt8]) {
        let day = Self.dividedDown(seconds, by: 86_400)
        let second = seconds - day * 86_400
        let date = Self.date(ofDay: day)
        Self.append(date.year, digits: 4, ends: "-", to: &bytes)
        Self.append(date.month, digits: 2, ends: "-", to: &bytes)
        Self.append(date.day, digits: 2, ends: "T", to: &bytes)
        Self.append(second / 3_600, digits: 2, ends: ":", to: &bytes)
        Self.append(second / 60 % 60, digits: 2, ends: ":", to: &bytes)
        Self.append(second % 60, digits: 2, ends: ".", to: &bytes)
        Self.append(milliseconds, digits: 3, ends: "Z", to: &bytes)
    }

    /// The Gregorian date of a day since 1970-01-01, by eras of 400 years that begin in March (Howard
    /// Hinnant, "chrono-Compatible Low-Level Date Algorithms", `civil_from_days`).
    private static func date(ofDay day: Int) -> (year: Int, month: Int, day: Int) {
        let shifted = day + 719_468
        let era = dividedDown(shifted, by: 146_097)
        let dayOfEra = shifted - era * 146_097
        let yearOfEra =
            (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let monthFromMarch = (5 * dayOfYear + 2) / 153
        let month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9
        return (
            yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month,
            dayOfYear - (153 * monthFromMarch + 2) / 5 + 1
        )
    }

    private static func dividedDown(_ number: Int, by divisor: Int) -> Int {
        (number >= 0 ? number : number - divisor + 1) / divisor
    }

    private static func append(
        _ number: Int, digits: Int, ends end: Character, to bytes: inout [UInt8]
    ) {
        var divisor = 1
        for _ in 1..<digits { divisor *= 10 }
        while divisor > 0 {
            bytes.append(UInt8(ascii: "0") + UInt8(truncatingIfNeeded: number / divisor % 10))
            divisor /= 10
        }
        bytes.append(end.asciiValue ?? 0)
    }
}
