import InferenceAPI
import Upstreams

extension Resilience {
    /// What differs from the defaults, as the configuration file writes it.
    var settings: [JSONValue.Member] {
        let standard = Resilience()
        var settings: [JSONValue.Member] = []
        if retries != standard.retries {
            settings.append(.init("retries", .integer(Int64(retries))))
        }
        if let hedge { settings.append(.init("hedge", .text(hedge.word))) }
        if breaker != standard.breaker {
            settings.append(.init("circuit-breaker", breaker?.value ?? .text("off")))
        }
        if ejection != standard.ejection {
            settings.append(.init("eject", ejection?.value ?? .text("off")))
        }
        return settings
    }
}

extension Resilience.Hedge {
    fileprivate var word: String {
        switch self {
        case .after(let delay): delay.words
        case .ninetyFifthPercentile: "p95"
        }
    }
}

extension CircuitBreaker.Settings {
    fileprivate var value: JSONValue {
        .object([
            .init("share", .real(share)), .init("calls", .integer(Int64(calls))),
            .init("window", .text(window.words)), .init("pause", .text(pause.words)),
        ])
    }
}

extension ReplicaHealth.Settings {
    fileprivate var value: JSONValue {
        .object([
            .init("failures", .integer(Int64(failures))), .init("pause", .text(pause.words)),
        ])
    }
}
