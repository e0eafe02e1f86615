import FoundationEssentials

/// An instant by the calendar, without what Foundation's calendars cost: every answer and every log line
/// has one.
struct UTCTime {
    let year: Int
    /// From 1.
    let month: Int
    /// From 1.
    let day: Int
    /// From 0, Sunday.
    let weekday: Int
    let hour: Int
    let minute: Int
    let second: Int
    let millisecond: Int

    /// - Parameter seconds: since 1970-01-01.
    init(seconds: Int, millisecond: Int = 0) {
        let days = Self.dividedDown(seconds, by: 86_400)
        let second = seconds - days * 86_400
        (year, month, day) = Self.date(ofDay: days)
        // It began with a Thursday.
        weekday = days + 4 - Self.dividedDown(days + 4, by: 7) * 7
        (hour, minute, self.second) = (second / 3_600, second / 60 % 60, second % 60)
        self.millisecond = millisecond
    }

    static var now: UTCTime {
        let time = Date.now.timeIntervalSince1970
        let seconds = Int(time.rounded(.down))
        return UTCTime(seconds: seconds, millisecond: Int((time - Double(seconds)) * 1_000))
    }

    /// `2026-01-31T23:59:59.999Z` (RFC 3339), for years of four digits.
    func appendForLog(to bytes: inout [UInt8]) {
        Self.append(year, digits: 4, to: &bytes)
        bytes.append(UInt8(ascii: "-"))
        Self.append(month, digits: 2, to: &bytes)
        bytes.append(UInt8(ascii: "-"))
        Self.append(day, digits: 2, to: &bytes)
        bytes.append(UInt8(ascii: "T"))
        appendTime(to: &bytes)
        bytes.append(UInt8(ascii: "."))
        Self.append(millisecond, digits: 3, to: &bytes)
        bytes.append(UInt8(ascii: "Z"))
    }

    /// `Sat, 31 Jan 2026 23:59:59 GMT` (RFC 9110, section 5.6.7), for years of four digits.
    func appendForHTTP(to bytes: inout [UInt8]) {
        bytes += Self.weekdays[weekday].utf8
        bytes += ", ".utf8
        Self.append(day, digits: 2, to: &bytes)
        bytes.append(UInt8(ascii: " "))
        bytes += Self.months[month - 1].utf8
        bytes.append(UInt8(ascii: " "))
        Self.append(year, digits: 4, to: &bytes)
        bytes.append(UInt8(ascii: " "))
        appendTime(to: &bytes)
        bytes += " GMT".utf8
    }

    private func appendTime(to bytes: inout [UInt8]) {
        Self.append(hour, digits: 2, to: &bytes)
        bytes.append(UInt8(ascii: ":"))
        Self.append(minute, digits: 2, to: &bytes)
        bytes.append(UInt8(ascii: ":"))
        Self.append(second, digits: 2, to: &bytes)
    }

    private static let weekdays = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"]
    private static let months = [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ]

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

    private static func append(_ number: Int, digits: Int, to bytes: inout [UInt8]) {
        var divisor = 1
        for _ in 1..<digits { divisor *= 10 }
        while divisor > 0 {
            bytes.append(UInt8(ascii: "0") + UInt8(truncatingIfNeeded: number / divisor % 10))
            divisor /= 10
        }
    }
}
