/// What a weight file may not exceed, so that reading one costs no more than its size justifies.
public enum Limits {
    /// Bytes of the JSON header, 16 MiB.
    public static let headerBytes = 16 * 1024 * 1024
    /// Dimensions of one tensor.
    public static let rank = 8
    /// Stages of one model.
    public static let stages = 1024
    /// Columns that a stage may hand on, and scores that a predictor may give.
    public static let columns = 65_536
    /// Scores of an ensemble that neither a tree nor a base value stands for.
    public static let idleOutputs = 1024
    /// Words of one set of categories: a category is a number below 2^31.
    public static let categoryWords = 1 << 26
    /// Nodes of one graph, those inside loops included.
    public static let nodes = 65_536
    /// Loops inside loops of one graph.
    public static let nesting = 4
    /// Golden rows in one file.
    public static let goldenRows = 65_536
}
