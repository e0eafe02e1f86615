// swift-tools-version: 6.2
import PackageDescription

let package = Package(
    name: "aggregator",
    platforms: [.macOS(.v26)],
    dependencies: [
        .package(name: "chorus", path: "../../.."),
        .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
        .package(url: "https://github.com/apple/swift-nio", from: "2.101.2"),
    ],
    targets: [
        .target(name: "TrimmedMean", dependencies: [.product(name: "FanOut", package: "chorus")]),
        .executableTarget(
            name: "trimmed-proxy",
            dependencies: [
                "TrimmedMean",
                .product(name: "FanOut", package: "chorus"),
                .product(name: "ProxyService", package: "chorus"),
                .product(name: "Serving", package: "chorus"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "NIOPosix", package: "swift-nio"),
            ]),
    ],
    swiftLanguageModes: [.v6]
)
