/// A place in a configuration file; lines and columns from 1.
public struct SourceMark: Sendable, Hashable {
    public let line: Int
    public let column: Int

    public init(line: Int, column: Int) {
        self.line = line
        self.column = column
    }
}
