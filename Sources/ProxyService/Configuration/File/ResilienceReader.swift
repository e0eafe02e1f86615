import FanOut
import InferenceAPI
import Upstreams

/// Reads what is done about a service that fails.
enum ResilienceReader {
    /// What switches a protection off.
    private static let off = "off"
    private static let ninetyFifth = "p95"

    static func read(
        _ option: YAMLNode.Entry, into resilience: inout Resilience
    ) throws(ConfigurationFileError) {
        switch option.key {
        case "retries":
            resilience.retries = try option.value.readInteger(0...Resilience.mostRetries)
        case "hedge": resilience.hedge = try hedge(option.value)
        case "circuit-breaker": resilience.breaker = try breaker(option.value)
        default: resilience.ejection = try ejection(option.value)
        }
    }

    private static func hedge(
        _ node: YAMLNode
    ) throws(ConfigurationFileError) -> Resilience.Hedge {
        if node.text == ninetyFifth { return .ninetyFifthPercentile }
        return .after(try node.readPositiveDuration())
    }

    private static func breaker(
        _ node: YAMLNode
    ) throws(ConfigurationFileError) -> CircuitBreaker.Settings? {
        if node.text == off { return nil }
        var settings = CircuitBreaker.Settings()
        for entry in try node.readMap("off, or when it opens") {
            switch entry.key {
            case "share": settings.share = try entry.value.readShare()
            case "calls": settings.calls = try entry.value.readInteger(1...1_000_000)
            case "window": settings.window = try entry.value.readPositiveDuration()
            case "pause": settings.pause = try entry.value.readPositiveDuration()
            default: throw entry.unknown(["share", "calls", "window", "pause"])
            }
        }
        return settings
    }

    private static func ejection(
        _ node: YAMLNode
    ) throws(ConfigurationFileError) -> ReplicaHealth.Settings? {
        if node.text == off { return nil }
        var settings = ReplicaHealth.Settings()
        for entry in try node.readMap("off, or when an address is passed over") {
            switch entry.key {
            case "failures": settings.failures = try entry.value.readInteger(1...1_000_000)
            case "pause": settings.pause = try entry.value.readPositiveDuration()
            default: throw entry.unknown(["failures", "pause"])
            }
        }
        return settings
    }
}

extension YAMLNode {
    fileprivate func readShare() throws(ConfigurationFileError) -> Double {
        guard let share = json.number, share > 0, share <= 1 else {
            throw expected("a number above 0 and up to 1")
        }
        return share
    }

    fileprivate func readPositiveDuration() throws(ConfigurationFileError) -> Duration {
        let duration = try readDuration()
        guard duration > .zero else { throw expected("a duration above 0") }
        return duration
    }
}
