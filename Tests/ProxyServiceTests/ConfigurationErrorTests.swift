import FanOut
import Testing

@testable import ProxyService

@Suite struct ConfigurationErrorTests {
    @Test("a proxy without services does not start", arguments: [[:], ["SERVICE_": "host:1"]])
    func noServices(environment: [String: String]) {
        #expect(throws: ConfigurationError.noServices) {
            try ProxyConfiguration(environment: environment)
        }
    }

    @Test(
        "a value that cannot be read is told with its variable",
        arguments: [
            ("SERVICE_B", ""), ("SERVICE_B", ","), ("SERVICE_B", "https://b:1"),
            ("SERVICE_B", "b:1,b:x"), ("SERVICE_a", "a:2"), ("TIMEOUT", "5"), ("TIMEOUT", ""),
            ("TIMEOUT", "soon"), ("TIMEOUT", "0s"), ("TIMEOUT", "-1s"), ("TIMEOUT", "5 s"),
            ("TIMEOUT", "5d"), ("TIMEOUT", "9999h"), ("TIMEOUT_A", "5"),
            ("PIPELINE_DEPTH", "0"), ("PIPELINE_DEPTH", "1025"), ("PIPELINE_DEPTH", "many"),
        ])
    func malformed(variable: String, value: String) throws {
        let error = try #require(refusal(variable, value))

        guard case .malformed(let named, let reason) = error else {
            Issue.record("\(error)")
            return
        }
        #expect(named == variable)
        #expect(error.description == "\(variable): \(reason)")
    }

    @Test("a timeout for a service that is not there is told", arguments: ["B", "", "A_B"])
    func unknownService(name: String) {
        #expect(
            refusal("TIMEOUT_\(name)", "1s")
                == .unknownService(
                    variable: "TIMEOUT_\(name)", service: name.lowercased(), known: ["a"]))
    }

    @Test(
        "a word that is not known is told with those that are",
        arguments: [
            ("ON_TIMEOUT", "retry", ["fail", "partial"]), ("ON_TIMEOUT", "", ["fail", "partial"]),
            ("ON_TIMEOUT", "Fail", ["fail", "partial"]),
            ("AGGREGATE", "modus", AggregatorRegistry().names),
        ])
    func unknownWord(variable: String, word: String, possible: [String]) {
        #expect(
            refusal(variable, word)
                == .unknownWord(variable: variable, word: word, possible: possible))
    }

    /// The error of a proxy that asks service `a`, with one more variable.
    private func refusal(_ variable: String, _ value: String) -> ConfigurationError? {
        do throws(ConfigurationError) {
            _ = try ProxyConfiguration(environment: ["SERVICE_A": "a:1", variable: value])
            return nil
        } catch { return error }
    }
}
