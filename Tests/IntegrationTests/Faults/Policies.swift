import FanOut
import ProxyService

extension ProxyConfiguration {
    /// What arrives is answered; the member `bad` has a short time.
    mutating func partial() {
        onTimeout = .partial
        failing()
    }

    /// All or nothing; the member `bad` has a short time.
    mutating func failing() {
        for place in services.indices where services[place].name == "bad" {
            services[place].timeout = .milliseconds(200)
        }
    }
}
