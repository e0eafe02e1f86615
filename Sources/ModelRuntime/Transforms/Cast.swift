import WeightFormat

/// Rows continue in another width.
struct Cast: Step {
    let precision: Precision
    func callAsFunction(_ x: Numbers) -> Numbers { x.converted(to: precision) }
}
