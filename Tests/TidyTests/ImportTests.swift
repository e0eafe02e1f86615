import Testing

@Suite struct ImportTests {
    /// Which of our modules a target may import: the graph in Sources/README.md, edge by edge.
    static let edges: [String: Set<String>] = [
        "COpenBLAS": [],
        "CYAML": [],
        "KernelLayouts": [],
        "KernelsBaseline": ["KernelLayouts"],
        "KernelsX86V3": ["KernelLayouts"],
        "KernelsX86V4": ["KernelLayouts"],
        "Tensors": [
            "COpenBLAS", "KernelLayouts", "KernelsBaseline", "KernelsX86V3", "KernelsX86V4",
        ],
        "WeightFormat": [],
        "ModelRuntime": ["Tensors", "WeightFormat"],
        "ModelImport": ["WeightFormat"],
        "InferenceAPI": [],
        "FanOut": ["InferenceAPI"],
        "Upstreams": ["FanOut", "InferenceAPI"],
        "Serving": ["InferenceAPI"],
        "ClassifierService": [
            "ModelRuntime", "Tensors", "WeightFormat", "InferenceAPI", "Serving",
        ],
        "ProxyService": ["CYAML", "FanOut", "Upstreams", "InferenceAPI", "Serving"],
        "chorus": [
            "ClassifierService", "ProxyService", "Serving", "ModelImport", "ModelRuntime",
            "WeightFormat", "InferenceAPI", "Upstreams", "FanOut", "Tensors",
        ],
    ]

    /// The cores know no network: what they may take from outside.
    static let networkFree = [
        "KernelLayouts", "KernelsBaseline", "KernelsX86V3", "KernelsX86V4", "Tensors",
        "WeightFormat", "ModelRuntime", "ModelImport", "InferenceAPI", "FanOut",
    ]

    @Test("every target imports only what stands below it")
    func edgesHold() throws {
        let wrong = try SourceTree.swiftFiles(in: "Sources").flatMap { file in
            file.imports.filter { module in
                Self.edges[module] != nil && Self.edges[file.target]?.contains(module) != true
            }.map { "\(file.path) imports \($0)" }
        }

        #expect(wrong.isEmpty)
    }

    @Test("every target has its line in the graph, and every line its target")
    func allTargetsAreKnown() throws {
        let found = Set(try SourceTree.swiftFiles(in: "Sources").map(\.target))

        #expect(found.union(["COpenBLAS", "CYAML"]) == Set(Self.edges.keys))
    }

    @Test("the graph has no cycle")
    func noCycle() {
        var rest = Self.edges
        while let free = rest.first(where: { $0.value.isDisjoint(with: rest.keys) }) {
            rest[free.key] = nil
        }

        #expect(rest.isEmpty)
    }

    @Test("the cores import no network", arguments: networkFree)
    func coresHaveNoNetwork(target: String) throws {
        let wrong = try SourceTree.swiftFiles(in: "Sources").filter { file in
            file.target == target
                && file.imports.contains { $0.hasPrefix("NIO") || $0.hasPrefix("Hummingbird") }
        }

        #expect(wrong.map(\.path) == [])
    }

    @Test("nobody imports full Foundation", arguments: ["Sources", "Tests"])
    func noFoundation(folder: String) throws {
        // Generated code asks for it only where FoundationEssentials is missing.
        let files = try SourceTree.swiftFiles(in: folder).filter { !$0.isGenerated }

        #expect(files.filter { $0.imports.contains("Foundation") }.map(\.path) == [])
    }
}
