import Testing

@Suite struct StyleTests {
    static let folders = ["Sources", "Tests"]

    @Test("no file has more than 400 lines", arguments: folders)
    func fileLength(folder: String) throws {
        let long = try files(in: folder).filter { $0.lines.count > 400 }

        #expect(long.map(\.path) == [])
    }

    @Test("what may trap or race says why above it", arguments: folders)
    func reasons(folder: String) throws {
        let places = try files(in: folder).flatMap { file in
            file.places(
                of: ["try!", "fatalError(", "@unchecked Sendable"],
                unless: { file.hasCommentAbove($0) })
        }

        #expect(places == [])
    }

    @Test("no task is started outside a group")
    func structuredConcurrency() throws {
        let places = try files(in: "Sources").flatMap { file in
            file.places(of: [" Task {", "(Task {", " Task(", "Task.detached"])
        }

        #expect(places == [])
    }

    @Test("every top-level folder has a README")
    func readmes() throws {
        let bare = try SourceTree.topFolders().filter {
            !SourceTree.exists("\($0)/README.md")
        }

        #expect(bare == [])
    }

    /// What is written by hand; this target's own files name the words that it looks for.
    private func files(in folder: String) throws -> [SourceTree.File] {
        try SourceTree.swiftFiles(in: folder).filter {
            $0.target != "TidyTests" && !$0.isGenerated
        }
    }
}
