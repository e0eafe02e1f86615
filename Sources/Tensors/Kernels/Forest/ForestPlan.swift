/// Which forms a forest is prepared in, and why.
public struct ForestPlan: Sendable {
    /// How blocks of rows are answered, and how single rows are.
    public let blocks: String
    public let singleRows: String
    public let reason: String
}
