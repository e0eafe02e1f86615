import ProxyService

/// Two good members with one that is not, between them: `a`, `bad`, `c`.
enum Trio {
    static func scene(
        _ bad: Fake, _ configure: (inout ProxyConfiguration) -> Void = { _ in },
        _ act: (_ port: Int) async throws -> Void
    ) async throws {
        try await bad.listening { port in try await scene(at: port, configure, act) }
    }

    static func scene(
        at bad: Int, _ configure: (inout ProxyConfiguration) -> Void = { _ in },
        _ act: (_ port: Int) async throws -> Void
    ) async throws {
        try await Fake.good.listening { first in
            try await Fake.good.listening { last in
                let members = [("a", first), ("bad", bad), ("c", last)]
                try await Scene.proxy(of: members, configure) { port in
                    try await becomesTrue {
                        try await ask(port, .get("/health/all")).body
                            .contains(#""c":{"health":"ok"}"#)
                    }
                    try await act(port)
                }
            }
        }
    }

    /// The answer of partial mode, with this in the middle.
    static func body(_ middle: String) -> String {
        let good = #"{"prediction":[0.25,0.75]}"#
        return #"{"a":\#(good),"bad":\#(middle),"c":\#(good)}"#
    }

    /// A port that nobody listens on.
    static func unusedPort() async throws -> Int {
        var port = 0
        try await Fake.good.listening { port = $0 }
        return port
    }
}
