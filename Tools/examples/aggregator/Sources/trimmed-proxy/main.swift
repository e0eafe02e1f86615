import FanOut
import Foundation
import Logging
import NIOPosix
import ProxyService
import Serving
import TrimmedMean

// `chorus proxy` with one aggregator more: `AGGREGATE=trimmed-mean`, or `aggregate: trimmed-mean`.
var registry = AggregatorRegistry()
registry.register("trimmed-mean") { TrimmedMean() }

let environment = ProcessInfo.processInfo.environment
let configuration = try ProxyConfiguration(
    path: environment["CHORUS_CONFIG"], environment: environment, registry: registry)
let group = MultiThreadedEventLoopGroup.singleton
let proxy = try await Proxy(configuration: configuration, registry: registry, on: group)
try await proxy.serve(
    ServerSettings(listen: .tcp(host: "127.0.0.1", port: 9_000)), on: group,
    logger: Logger(label: "proxy"))
