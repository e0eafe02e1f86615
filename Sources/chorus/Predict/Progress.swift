import SystemPackage

/// A progress bar on a person's terminal; nothing anywhere else.
struct Progress: Sendable {
    private static let width = 24
    private let size: Int?
    private let isShown: Bool
    private let clock = ContinuousClock()
    private let start: ContinuousClock.Instant
    private var last: ContinuousClock.Instant

    /// - Parameters:
    ///   - size: the input's bytes; nil where nobody knows.
    ///   - sharesTerminal: answers go to standard output, which may be the same terminal.
    init(size: Int?, sharesTerminal: Bool) {
        self.size = size
        let isMixed = sharesTerminal && ByteFile.isTerminal(.standardOutput)
        isShown = ByteFile.isTerminal(.standardError) && !isMixed
        start = clock.now
        last = start
    }

    /// Draws the bar anew, ten times a second at most.
    mutating func show(_ totals: Scoring.Totals) {
        guard isShown, last.duration(to: clock.now) > .milliseconds(100) else { return }
        last = clock.now
        StandardError.write("\r\u{1B}[K\(line(totals))")
    }

    /// Takes the bar away.
    func finish() {
        if isShown { StandardError.write("\r\u{1B}[K") }
    }

    private func line(_ totals: Scoring.Totals) -> String {
        let seconds = start.duration(to: last) / .seconds(1)
        let rate = seconds > 0 ? Int(Double(totals.rows) / seconds) : 0
        let rows = "\(totals.rows) rows, \(rate) rows/s"
        guard let size, size > 0 else { return rows }
        let share = min(Double(totals.bytes) / Double(size), 1)
        let full = Int(share * Double(Self.width))
        let bar =
            String(repeating: "█", count: full)
            + String(repeating: "░", count: Self.width - full)
        let left = share > 0 ? Int((seconds / share - seconds).rounded(.up)) : 0
        return "\(bar) \(Int(share * 100))% \(rows), \(left) s left"
    }
}
