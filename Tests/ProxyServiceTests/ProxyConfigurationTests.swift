import FanOut
import Testing
import Upstreams

@testable import ProxyService

@Suite struct ProxyConfigurationTests {
    static let iris = [
        "SERVICE_VIRGINICA": "virginica:8000", "SERVICE_SETOSA": "setosa:8000",
        "SERVICE_VERSICOLOR": "http://versicolor:8000/",
    ]

    @Test("services stand in alphabetical order, in lower case")
    func alphabetical() throws {
        let configuration = try ProxyConfiguration(environment: Self.iris)

        #expect(configuration.services.map(\.name) == ["setosa", "versicolor", "virginica"])
        #expect(configuration.services[1].addresses == [.tcp(host: "versicolor", port: 8_000)])
    }

    @Test("the order is the names', not the variables'")
    func orderOfNames() throws {
        let configuration = try ProxyConfiguration(environment: [
            "SERVICE_B": "b:1", "SERVICE_a": "a:1", "SERVICE_C_A": "c:1", "SERVICE_CA": "c:2",
        ])

        #expect(configuration.services.map(\.name) == ["a", "b", "c_a", "ca"])
    }

    @Test("without further variables the defaults hold")
    func defaults() throws {
        let configuration = try ProxyConfiguration(environment: Self.iris)

        #expect(configuration.timeout == .seconds(5))
        #expect(configuration.onTimeout == .fail)
        #expect(configuration.aggregate == "argmax")
        #expect(configuration.services.allSatisfy { $0.timeout == nil })
    }

    @Test("a service may have replicas, separated by commas")
    func replicas() throws {
        let configuration = try ProxyConfiguration(
            environment: ["SERVICE_A": "one:1, [::1]:2 ,unix:/run/a.sock"])

        #expect(
            configuration.services[0].addresses == [
                .tcp(host: "one", port: 1), .tcp(host: "::1", port: 2), .unix(path: "/run/a.sock"),
            ])
    }

    @Test("variables that Kubernetes injects are no services")
    func kubernetes() throws {
        let configuration = try ProxyConfiguration(environment: [
            "SERVICE_SETOSA": "setosa:8000",
            "SERVICE_SETOSA_SERVICE_HOST": "10.0.0.1",
            "SERVICE_SETOSA_SERVICE_PORT": "8000",
            "SERVICE_SETOSA_PORT": "tcp://10.0.0.1:8000",
            "SERVICE_SETOSA_PORT_8000_TCP_ADDR": "10.0.0.1",
        ])

        #expect(configuration.services.map(\.name) == ["setosa"])
    }

    @Test(
        "timeouts are read with their units",
        arguments: [
            ("5s", .seconds(5)), ("200ms", .milliseconds(200)), ("1.5s", .milliseconds(1_500)),
            ("500us", .microseconds(500)), ("2m", .seconds(120)), ("1h", .seconds(3_600)),
        ] as [(String, Duration)])
    func timeouts(text: String, duration: Duration) throws {
        let configuration = try ProxyConfiguration(
            environment: Self.iris.merging(["TIMEOUT": text, "TIMEOUT_VIRGINICA": text]) { $1 })

        #expect(configuration.timeout == duration)
        #expect(configuration.services.map(\.timeout) == [nil, nil, duration])
    }

    @Test("the words of policy and aggregator are read", arguments: Policy.OnTimeout.allCases)
    func words(onTimeout: Policy.OnTimeout) throws {
        let configuration = try ProxyConfiguration(
            environment: Self.iris.merging(
                ["ON_TIMEOUT": onTimeout.rawValue, "AGGREGATE": "mean"]) { $1 })

        #expect(configuration.onTimeout == onTimeout)
        #expect(configuration.aggregate == "mean")
    }

    @Test("how many calls share a connection is read", arguments: [1, 8, 1_024])
    func pipelineDepth(depth: Int) throws {
        let configuration = try ProxyConfiguration(
            environment: Self.iris.merging(["PIPELINE_DEPTH": "\(depth)"]) { $1 })

        #expect(configuration.limits.pipelineDepth == depth)
    }

    @Test("an aggregator of one's own may be named")
    func ownAggregator() throws {
        var registry = AggregatorRegistry()
        registry.register("first") { Argmax() }

        let configuration = try ProxyConfiguration(
            environment: Self.iris.merging(["AGGREGATE": "first"]) { $1 }, registry: registry)

        #expect(configuration.aggregate == "first")
    }
}
