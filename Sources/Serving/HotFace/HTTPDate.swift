import FoundationEssentials
import InferenceAPI

/// The `Date` field (RFC 9110, section 5.6.7) behind the end of the line before it, made anew once a second.
struct HTTPDate {
    private static let days = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"]
    private static let months = [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ]

    /// When the second ends that it was made for, by the monotonic clock.
    private var end = Deadline(nanoseconds: 0)
    private var made: [UInt8] = []

    mutating func field(at now: Deadline) -> [UInt8] {
        guard now >= end else { return made }
        let time = Date.now.timeIntervalSince1970
        let second = time.rounded(.down)
        end = Deadline(after: .seconds(second + 1 - time), from: now.nanoseconds)
        made = Array("\r\nDate: \(Self.text(Date(timeIntervalSince1970: second)))".utf8)
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
