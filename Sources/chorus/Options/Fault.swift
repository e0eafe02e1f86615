import ArgumentParser

/// What the user gave is at fault: printed as one sentence, exit code 1.
struct Fault: Error, CustomStringConvertible {
    let description: String

    init(_ sentence: String) { description = sentence }
}

extension ParsableArguments {
    /// The descriptions that the Python stack's variables give an API; logged at start.
    static func logIdentity(_ environment: [String: String], _ log: (String) -> Void) {
        for name in ["PLATFORM", "API_TITLE", "API_DESCRIPTION", "API_VERSION"] {
            if let value = environment[name] { log("\(name) is \(value)") }
        }
    }
}
