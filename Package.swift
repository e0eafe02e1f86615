// swift-tools-version: 6.2
import PackageDescription

/// Settings of every target of ours: strict concurrency (language mode 6, below), explicit imports, no warnings.
let house: [SwiftSetting] = [
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .treatAllWarnings(as: .error),
]

/// Kernels are optimised in every build, since tests send them millions of rows, and compiled for one
/// level of instructions each: a program picks one when it starts.
func kernels(_ instructions: String...) -> [SwiftSetting] {
    house + [.unsafeFlags(["-O"] + instructions.flatMap { ["-Xcc", $0] })]
}

// Levels beyond the baseline are x86's.
#if arch(x86_64)
    let x86Kernels: [Target] = [
        .target(
            name: "KernelsX86V3", dependencies: ["KernelLayouts"],
            swiftSettings: kernels("-march=x86-64-v3")),
        .target(
            name: "KernelsX86V4", dependencies: ["KernelLayouts"],
            swiftSettings: kernels(
                "-march=x86-64-v4", "-mavx512vbmi", "-mprefer-vector-width=512")),
    ]
#else
    let x86Kernels: [Target] = []
#endif

// Imports run down only; Sources/README.md draws the graph and Tests/TidyTests holds it.
let package = Package(
    name: "chorus",
    platforms: [.macOS(.v26)],
    products: [
        .executable(name: "chorus", targets: ["chorus"]),
        .library(name: "FanOut", targets: ["FanOut"]),
        .library(name: "ProxyService", targets: ["ProxyService"]),
        .library(name: "Serving", targets: ["Serving"]),
    ],
    dependencies: [
        // Without these traits full Foundation (and 40 MB of ICU data) stays out of the binary.
        .package(
            url: "https://github.com/hummingbird-project/hummingbird", from: "2.28.1",
            traits: ["ConfigurationSupport"]),
        .package(url: "https://github.com/apple/swift-configuration", from: "1.4.0", traits: []),
        .package(url: "https://github.com/apple/swift-nio", from: "2.101.2"),
        .package(url: "https://github.com/apple/swift-nio-extras", from: "1.35.2"),
        .package(url: "https://github.com/apple/swift-http-types", from: "1.8.0"),
        .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
        .package(url: "https://github.com/apple/swift-metrics", from: "2.13.0"),
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/apple/swift-protobuf", from: "1.39.0"),
        .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
        .package(url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.13.0"),
        // Child processes of `chorus up`; without its default trait it needs no full Foundation.
        .package(url: "https://github.com/swiftlang/swift-subprocess", from: "1.0.2", traits: []),
        .package(url: "https://github.com/apple/swift-system", from: "1.8.1"),
    ],
    targets: [
        .systemLibrary(
            name: "COpenBLAS", pkgConfig: "openblas",
            providers: [.apt(["libopenblas-dev"]), .brew(["openblas"])]),
        .systemLibrary(
            name: "CYAML", pkgConfig: "yaml-0.1",
            providers: [.apt(["libyaml-dev"]), .brew(["libyaml"])]),
        .target(name: "KernelLayouts", swiftSettings: house),
        .target(
            name: "KernelsBaseline", dependencies: ["KernelLayouts"], swiftSettings: kernels()),
        .target(
            name: "Tensors",
            dependencies: ["COpenBLAS", "KernelLayouts", "KernelsBaseline"]
                + x86Kernels.map { .byName(name: $0.name) },
            swiftSettings: house),
        .target(
            name: "WeightFormat",
            dependencies: [.product(name: "Crypto", package: "swift-crypto")],
            exclude: ["FORMAT.md"], swiftSettings: house),
        .target(
            name: "ModelRuntime", dependencies: ["Tensors", "WeightFormat"], swiftSettings: house),
        .target(
            name: "ModelImport",
            dependencies: [
                "WeightFormat", .product(name: "SwiftProtobuf", package: "swift-protobuf"),
            ],
            exclude: ["ONNX/Generated/onnx.proto", "MODELS.md", "HOSTILE.md"], swiftSettings: house),
        .target(name: "InferenceAPI", swiftSettings: house),
        .target(name: "FanOut", dependencies: ["InferenceAPI"], swiftSettings: house),
        .target(
            name: "Upstreams",
            dependencies: [
                "FanOut", "InferenceAPI",
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOPosix", package: "swift-nio"),
                .product(name: "CoreMetrics", package: "swift-metrics"),
                .product(name: "Logging", package: "swift-log"),
            ],
            swiftSettings: house),
        .target(
            name: "Serving",
            dependencies: [
                "InferenceAPI",
                .product(name: "Hummingbird", package: "hummingbird"),
                .product(name: "HummingbirdCore", package: "hummingbird"),
                .product(name: "HTTPTypes", package: "swift-http-types"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOPosix", package: "swift-nio"),
                .product(name: "NIOHTTP1", package: "swift-nio"),
                .product(name: "NIOHTTPTypes", package: "swift-nio-extras"),
                .product(name: "NIOHTTPTypesHTTP1", package: "swift-nio-extras"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "CoreMetrics", package: "swift-metrics"),
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
                .product(name: "UnixSignals", package: "swift-service-lifecycle"),
            ],
            swiftSettings: house),
        .target(
            name: "ClassifierService",
            dependencies: [
                "ModelRuntime", "Tensors", "WeightFormat", "InferenceAPI", "Serving",
                .product(name: "Hummingbird", package: "hummingbird"),
                .product(name: "HTTPTypes", package: "swift-http-types"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOPosix", package: "swift-nio"),
                .product(name: "Logging", package: "swift-log"),
            ],
            swiftSettings: house),
        .target(
            name: "ProxyService",
            dependencies: [
                "CYAML", "FanOut", "Upstreams", "InferenceAPI", "Serving",
                .product(name: "Hummingbird", package: "hummingbird"),
                .product(name: "HTTPTypes", package: "swift-http-types"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOPosix", package: "swift-nio"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
                .product(name: "UnixSignals", package: "swift-service-lifecycle"),
            ],
            exclude: ["CONFIGURATION.md"], swiftSettings: house),
        .executableTarget(
            name: "chorus",
            dependencies: [
                "ClassifierService", "ProxyService", "Serving", "ModelImport", "ModelRuntime",
                "WeightFormat", "InferenceAPI",
                "Upstreams", "FanOut", "Tensors",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
                .product(name: "Subprocess", package: "swift-subprocess"),
                .product(name: "SystemPackage", package: "swift-system"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOPosix", package: "swift-nio"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "UnixSignals", package: "swift-service-lifecycle"),
            ],
            swiftSettings: house),
        .testTarget(name: "TidyTests", swiftSettings: house),
        .testTarget(
            name: "IntegrationTests",
            dependencies: [
                "ClassifierService", "ProxyService", "Serving", "Upstreams", "FanOut",
                "InferenceAPI",
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOPosix", package: "swift-nio"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "Subprocess", package: "swift-subprocess"),
                .product(name: "SystemPackage", package: "swift-system"),
            ],
            swiftSettings: house),
        .testTarget(name: "TensorsTests", dependencies: ["Tensors"], swiftSettings: house),
        .testTarget(
            name: "ModelRuntimeTests", dependencies: ["ModelRuntime", "Tensors", "WeightFormat"],
            exclude: ["Fixtures"], swiftSettings: house),
        .testTarget(
            name: "WeightFormatTests", dependencies: ["WeightFormat"], swiftSettings: house),
        .testTarget(
            name: "ModelImportTests",
            dependencies: [
                "ModelImport", "WeightFormat",
                .product(name: "SwiftProtobuf", package: "swift-protobuf"),
            ],
            exclude: ["Fixtures"], swiftSettings: house),
        .testTarget(
            name: "ConformanceTests",
            dependencies: ["ModelRuntime", "ModelImport", "Tensors", "WeightFormat"],
            swiftSettings: house),
        .testTarget(
            name: "InferenceAPITests", dependencies: ["InferenceAPI"], swiftSettings: house),
        // Random requests against a reference of the engine: for the tests and for `Tools/bench`.
        .target(
            name: "FanOutSimulation", dependencies: ["FanOut", "InferenceAPI"],
            path: "Tests/FanOutSimulation", swiftSettings: house),
        // The aggregator of an example, which is a package of its own.
        .target(
            name: "ExampleAggregator", dependencies: ["FanOut"],
            path: "Tools/examples/aggregator/Sources/TrimmedMean", swiftSettings: house),
        .testTarget(
            name: "FanOutTests",
            dependencies: ["ExampleAggregator", "FanOut", "FanOutSimulation", "InferenceAPI"],
            swiftSettings: house),
        .testTarget(
            name: "UpstreamsTests",
            dependencies: [
                "Upstreams", "FanOut", "InferenceAPI",
                .product(name: "NIOCore", package: "swift-nio"),
            ],
            swiftSettings: house),
        .testTarget(
            name: "ServingTests",
            dependencies: [
                "Serving", "InferenceAPI",
                .product(name: "HTTPTypes", package: "swift-http-types"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOEmbedded", package: "swift-nio"),
                .product(name: "NIOHTTP1", package: "swift-nio"),
                .product(name: "CoreMetrics", package: "swift-metrics"),
                .product(name: "Logging", package: "swift-log"),
            ],
            swiftSettings: house),
        .testTarget(
            name: "ClassifierServiceTests",
            dependencies: [
                "ClassifierService", "InferenceAPI", "ModelRuntime", "Serving", "WeightFormat",
                .product(name: "HTTPTypes", package: "swift-http-types"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOPosix", package: "swift-nio"),
            ],
            swiftSettings: house),
        .testTarget(
            name: "ProxyServiceTests",
            dependencies: ["ProxyService", "Upstreams", "FanOut", "InferenceAPI"],
            swiftSettings: house),
    ],
    swiftLanguageModes: [.v6]
)

package.targets += x86Kernels

// A fuzzer is built by its own tool alone, which has every module counted for coverage.
if Context.environment["CHORUS_FUZZ"] != nil {
    package.targets.append(
        .executableTarget(
            name: "fuzz",
            dependencies: [
                "ModelImport", "ModelRuntime", "WeightFormat", "InferenceAPI", "Upstreams",
            ],
            path: "Tools/fuzz", exclude: ["run"],
            swiftSettings: house,
            linkerSettings: [.unsafeFlags(["-sanitize=fuzzer", "-use-ld=lld"])]))
}

// So is what compares kernels that no program offers to choose between.
if Context.environment["CHORUS_BENCH"] != nil {
    package.targets.append(
        .executableTarget(
            name: "products-bench", dependencies: ["COpenBLAS", "Tensors"],
            path: "Tools/Benchmarks/products", exclude: ["run", "README.md"],
            swiftSettings: house))
    package.targets.append(
        .executableTarget(
            name: "simulate", dependencies: ["FanOutSimulation"],
            path: "Tools/Benchmarks/simulate", exclude: ["run"], swiftSettings: house))
}
