public import WeightFormat

extension OutputDifference {
    /// Compares number by number; NaN equals NaN, and an infinity itself.
    public init(
        _ output: OutputName, found: [Double], expected: [Double], tolerance: Golden.Tolerance
    ) {
        var absolute = 0.0
        var relative = 0.0
        var beyond = abs(found.count - expected.count)
        if beyond > 0 { absolute = .infinity }
        for (found, expected) in zip(found, expected) {
            let difference = Self.difference(found, expected)
            absolute = max(absolute, difference)
            if expected != 0 { relative = max(relative, Self.share(difference, of: expected)) }
            let allowed = tolerance.absolute + tolerance.relative * expected.magnitude
            if !(difference == 0 || difference <= allowed) || difference == .infinity {
                beyond += 1
            }
        }
        self.init(
            output: output, absolute: absolute, relative: relative, beyondTolerance: beyond)
    }

    private static func difference(_ found: Double, _ expected: Double) -> Double {
        if found == expected || (found.isNaN && expected.isNaN) { return 0 }
        let difference = (found - expected).magnitude
        return difference.isNaN ? .infinity : difference
    }

    private static func share(_ difference: Double, of expected: Double) -> Double {
        let share = difference / expected.magnitude
        return share.isNaN ? (difference == 0 ? 0 : .infinity) : share
    }
}
