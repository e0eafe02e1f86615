import Testing

@Suite struct UnsafeFenceTests {
    static let kernels = [
        "Sources/Tensors/Kernels/", "Sources/KernelLayouts/", "Sources/KernelsBaseline/",
        "Sources/KernelsX86V3/", "Sources/KernelsX86V4/",
    ]

    /// Who touches raw memory outside the kernels, and why.
    static let allowed: [String: String] = [
        "Sources/InferenceAPI/Headers/Span+HeaderText.swift":
            "header text is searched and compared by C's functions, inside checked ranges",
        "Sources/InferenceAPI/JSON/JSONCursor.swift":
            "the byte parser: every index is checked once, at the cursor",
        "Sources/ProxyService/Configuration/YAML/YAMLReader.swift":
            "libyaml reads from memory and answers C structures",
        "Sources/Serving/Lifecycle/DoorFilter.swift":
            "the kernel reads a packet filter from memory",
        "Sources/Serving/Logs/LineLogHandler.swift":
            "a line goes to standard error by one call of write",
        "Sources/Upstreams/Addresses/Resolver.swift":
            "getaddrinfo answers a linked list of C structures",
        "Sources/chorus/Predict/ByteFile.swift":
            "a block is read by one call of read, into a list made for it",
        "Sources/WeightFormat/Container/MappedBytes.swift":
            "the mapped file: every range is checked before it is copied out",
        "Sources/WeightFormat/Document/AtomicFile.swift":
            "a file's bytes go out by calls of write",
    ]

    @Test("raw memory is touched in the kernels and the named parsers only")
    func fence() throws {
        let places = try SourceTree.swiftFiles(in: "Sources").filter { file in
            !Self.kernels.contains { file.path.hasPrefix($0) } && Self.allowed[file.path] == nil
        }.flatMap { $0.places(of: ["Unsafe", "withUnsafe"]) }

        #expect(places == [])
    }

    @Test("who is allowed raw memory uses it", arguments: allowed.keys.sorted())
    func noStaleEntry(path: String) throws {
        let file = try #require(
            try SourceTree.swiftFiles(in: "Sources").first { $0.path == path })

        #expect(!file.places(of: ["Unsafe"]).isEmpty)
    }
}
