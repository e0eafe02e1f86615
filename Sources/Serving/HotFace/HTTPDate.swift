import FoundationEssentials

/// The value of a `Date` header (RFC 9110, section 5.6.7), made anew once a second.
struct HTTPDate {
    private static let days = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"]
    private static let months = [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ]

    private var second = -Double.infinity
    private var made = ""

    /// - Parameter time: seconds since 1970, UTC.
    mutating func text(at time: Double) -> String {
        guard time.rounded(.down) != second else { return made }
        second = time.rounded(.down)
        made = Self.text(Date(timeIntervalSince1970: second))
        return made
    }

    private static func text(_ date: Date) -> String {
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = .gmt
        let parts = calendar.dateComponents(
            [.weekday, .day, .month, .year, .hour, .minute, .second], from: date)
        // Weekdays and months are counted from 1.
        let day = days[((parts.weekday ?? 1) - 1) % 7]
        let month = months[((parts.month ?? 1) - 1) % 12]
        let time = [parts.hour, parts.minute, parts.second].map { twoDigits($0) }
        return "\(day), \(twoDigits(parts.day)) \(month) \(parts.year ?? 1970) "
            + "\(time.joined(separator: ":")) GMT"
    }

    private static func twoDigits(_ number: Int?) -> String {
        let number = number ?? 0
        return number < 10 ? "0\(number)" : "\(number)"
    }
}
