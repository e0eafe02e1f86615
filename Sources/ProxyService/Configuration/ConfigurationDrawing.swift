import FanOut
import InferenceAPI
import Upstreams

extension ProxyConfiguration {
    /// The graph as text: services with their addresses, then each route as a tree of steps.
    public var drawing: String {
        var lines = ["services"]
        let width = services.map(\.name.count).max() ?? 0
        for service in services {
            let name = service.name + String(repeating: " ", count: width - service.name.count)
            lines.append("  \(name)  \(service.words.joined(separator: ", "))")
        }
        for route in allRoutes {
            lines.append("")
            lines.append("route \(route.name)  (\(paths(of: route)))")
            let timeout = "timeout \((route.timeout ?? timeout).words)"
            let rule = "on-timeout \((route.root.onTimeout ?? onTimeout).rawValue)"
            var root = route.root
            if root.aggregate == nil, case .parallel = root.kind {
                root.aggregate = AggregatorSetting(aggregate)
            }
            root.onTimeout = nil
            draw(root, label: nil, notes: [timeout, rule], "  ", "  ", into: &lines)
        }
        return lines.joined(separator: "\n")
    }

    private func paths(of route: Route) -> String {
        let path = route.name == Self.defaultRoute ? "" : "/routes/\(route.name)"
        return "\(path)/predict[/label|/stream]"
    }

    /// - Parameters:
    ///   - first: what stands before the step's own line.
    ///   - rest: what stands before the lines of those within it.
    private func draw(
        _ step: Step, label: String?, notes: [String] = [], _ first: String, _ rest: String,
        into lines: inout [String]
    ) {
        let title = label.map { "\($0) \(step.title)" } ?? step.title
        lines.append(first + ([title] + step.notes + notes).joined(separator: ", "))
        let parts = step.parts
        for (place, part) in parts.enumerated() {
            let isLast = place == parts.count - 1
            let stem = rest + (isLast ? "└─ " : "├─ ")
            guard let child = part.step else {
                lines.append(stem + (part.label ?? "") + " pass")
                continue
            }
            draw(child, label: part.label, stem, rest + (isLast ? "   " : "│  "), into: &lines)
        }
    }
}

extension ProxyConfiguration.Service {
    fileprivate var words: [String] {
        var words = addresses.map { $0.description + path }
        if let weights { words.append("\(weights) (in this process)") }
        switch dialect {
        case .book: break
        case .v1(let model): words.append("protocol v1, model \(model)")
        case .v2(let model): words.append("protocol v2, model \(model)")
        }
        if let timeout { words.append("timeout \(timeout.words)") }
        if maxInFlight != UpstreamLimits.defaultInFlight {
            words.append("max-in-flight \(maxInFlight)")
        }
        words += resilience.settings.map { "\($0.key) \($0.value.phrase)" }
        if !isActive { words.append("switched off") }
        return words
    }
}

extension Step {
    fileprivate var title: String {
        if case .service(let name) = kind { return name }
        return name.map { "\(word) \($0)" } ?? word
    }

    fileprivate var notes: [String] {
        var notes: [String] = []
        if input != .request { notes.append("input \(input.rawValue)") }
        switch onError {
        case .fail: break
        case .skip: notes.append("on-error skip")
        case .substitute(let values):
            notes.append("on-error default [\(values.map { "\($0)" }.joined(separator: ", "))]")
        }
        if let timeout { notes.append("timeout \(timeout.words)") }
        if let onTimeout { notes.append("on-timeout \(onTimeout.rawValue)") }
        if let quorum { notes.append("quorum \(quorum)") }
        if !required.isEmpty { notes.append("required \(required.joined(separator: " "))") }
        if !sameRelease.isEmpty {
            notes.append("same-release \(sameRelease.joined(separator: " "))")
        }
        if let aggregate {
            notes.append("aggregate \(aggregate.name)")
        }
        if stopsEarly ?? aggregate?.stopsEarly ?? false { notes.append("stop-early") }
        return notes
    }

    /// Those within it, each with what stands before it; shadows last.
    fileprivate var parts: [(label: String?, step: Step?)] {
        var parts: [(label: String?, step: Step?)]
        switch kind {
        case .service: parts = []
        case .parallel(let steps): parts = steps.map { (nil, $0) }
        case .sequence(let steps):
            parts = steps.enumerated().map { ("\($0.offset + 1).", $0.element) }
        case .choice(let branches):
            parts = branches.map { branch in
                (branch.when.map { "when \($0):" } ?? "otherwise:", branch.step)
            }
        case .split(let shares):
            let sum = shares.reduce(0) { $0 + $1.weight }
            parts = shares.map { ("\(Self.percent($0.weight / sum)):", $0.step) }
        }
        return parts + shadow.map { ("shadow:", $0) }
    }

    private static func percent(_ share: Double) -> String {
        let tenths = (share * 1_000).rounded() / 10
        return tenths == tenths.rounded() ? "\(Int(tenths))%" : "\(tenths)%"
    }
}

extension Duration {
    /// As configuration writes it.
    var words: String {
        let (seconds, attoseconds) = components
        let microseconds = seconds * 1_000_000 + attoseconds / 1_000_000_000_000
        if microseconds.isMultiple(of: 1_000_000) { return "\(microseconds / 1_000_000)s" }
        if microseconds.isMultiple(of: 1_000) { return "\(microseconds / 1_000)ms" }
        return "\(microseconds)us"
    }
}

extension JSONValue {
    /// A setting's value in a line of text.
    fileprivate var phrase: String {
        if let text { return text }
        if let members {
            return "(" + members.map { "\($0.key) \($0.value.phrase)" }.joined(separator: ", ")
                + ")"
        }
        return integer.map { "\($0)" } ?? number.map { "\($0)" } ?? ""
    }
}
