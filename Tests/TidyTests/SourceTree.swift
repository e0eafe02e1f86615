import FoundationEssentials

/// The project's own folders and files, read where this file was compiled.
struct SourceTree {
    /// One Swift file, split into lines.
    struct File: Sendable {
        /// From the project's folder on: `Sources/FanOut/Run/Run.swift`.
        let path: String
        let lines: [String]

        /// The target or test target it belongs to.
        var target: String { path.split(separator: "/").dropFirst().first.map(String.init) ?? "" }
        var isGenerated: Bool { path.contains("/Generated/") }

        /// The modules it imports.
        var imports: [String] {
            lines.compactMap { line in
                let words = line.split(separator: " ").filter { !$0.hasPrefix("@") }
                guard let place = words.firstIndex(of: "import"), place <= 1,
                    place == 0 || Self.accessLevels.contains(words[0]), place + 1 < words.count
                else { return nil }
                let last = words[words.count - 1]
                return String(last.prefix { $0 != "." })
            }
        }

        private static let accessLevels: [Substring] = [
            "public", "package", "internal", "fileprivate", "private",
        ]

        /// Lines with these texts in their code (comments do not count), as `path:line`.
        func places(of texts: [String], unless isAllowed: (Int) -> Bool = { _ in false })
            -> [String]
        {
            lines.indices.filter { index in
                let code = Self.code(of: lines[index])
                return texts.contains { code.contains($0) } && !isAllowed(index)
            }.map { "\(path):\($0 + 1)" }
        }

        /// True if the nearest line above, past attributes, is a comment.
        func hasCommentAbove(_ index: Int) -> Bool {
            let above = lines[..<index].last { !Self.trimmed($0).hasPrefix("@") }
            return above.map { Self.trimmed($0).hasPrefix("//") } ?? false
        }

        /// The line's code behind one space, so that a text can ask for the beginning of a word.
        private static func code(of line: String) -> String {
            let trimmed = trimmed(line)
            return trimmed.hasPrefix("//") ? "" : " \(trimmed)"
        }

        private static func trimmed(_ line: String) -> Substring { line[...].drop { $0 == " " } }
    }

    static let root = String(
        #filePath.dropLast("/Tests/TidyTests/SourceTree.swift".count))

    /// All Swift files of a top-level folder, sorted by path.
    static func swiftFiles(in folder: String) throws -> [File] {
        let names = try FileManager.default.subpathsOfDirectory(atPath: "\(root)/\(folder)")
        return try names.filter { $0.hasSuffix(".swift") && !$0.contains(".build/") }.sorted().map {
            let text = try String(contentsOfFile: "\(root)/\(folder)/\($0)", encoding: .utf8)
            let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
            return File(path: "\(folder)/\($0)", lines: lines.map(String.init))
        }
    }

    static func exists(_ path: String) -> Bool {
        FileManager.default.fileExists(atPath: "\(root)/\(path)")
    }

    /// The names of the folders at the top that are not hidden.
    static func topFolders() throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: root).filter { name in
            var isFolder = false
            _ = FileManager.default.fileExists(atPath: "\(root)/\(name)", isDirectory: &isFolder)
            return isFolder && !name.hasPrefix(".")
        }
    }
}
