import ModelRuntime

/// One thread's storage for answers, so that predictions of single rows need no new memory.
///
/// It is unchecked because it lies in a thread-specific variable alone, which hands each thread its own.
final class WorkspaceBox: @unchecked Sendable {
    /// Rows up to which a batch's storage is kept.
    private static var mostRows: Int { 4096 }
    private var workspace = Workspace()

    func lend<Result>(
        rows: Int, _ body: (inout Workspace) throws -> Result
    ) rethrows -> Result {
        defer { if rows > Self.mostRows { workspace = Workspace() } }
        return try body(&workspace)
    }
}
