extension Double {
    /// With so many places behind the point, from 0 to 3.
    ///
    /// - Precondition: not negative, and small enough for an integer when scaled.
    func text(places: Int) -> String {
        let scale = [1, 10, 100, 1_000][places]
        let whole = Int((self * Double(scale)).rounded())
        guard places > 0 else { return "\(whole)" }
        let fraction = "\(whole % scale)"
        let zeros = String(repeating: "0", count: places - fraction.count)
        return "\(whole / scale).\(zeros)\(fraction)"
    }
}
