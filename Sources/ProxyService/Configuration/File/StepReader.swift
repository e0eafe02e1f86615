import FanOut
import InferenceAPI

/// Reads the steps of routes.
struct StepReader {
    /// Where a step stands: not every key means something everywhere.
    enum Place {
        case route
        case inner
        case branch
        case share
    }

    static let kinds = ["service", "parallel", "sequence", "switch", "split"]
    private static let options = [
        "timeout", "on-timeout", "quorum", "required", "same-release", "aggregate", "stop-early",
        "shadow",
    ]

    static func keys(at place: Place) -> [String] {
        switch place {
        case .route: kinds + options
        case .inner: kinds + options + ["name", "input", "on-error"]
        case .branch: kinds + options + ["name", "input", "on-error", "when"]
        case .share: kinds + options + ["name", "input", "on-error", "weight"]
        }
    }

    /// A step: a service's name, or a mapping.
    func step(
        _ node: YAMLNode, at place: Place = .inner
    ) throws(ConfigurationFileError) -> Step {
        if let name = node.text, place != .route { return Step(.service(name), mark: node.mark) }
        let entries = try node.readMap("a step (\(Self.kinds.joined(separator: ", ")))")
        let possible = Self.keys(at: place)
        for entry in entries where !possible.contains(entry.key) {
            throw entry.unknown(possible)
        }
        let found = entries.filter { Self.kinds.contains($0.key) }
        guard let kind = found.first, found.count == 1 else {
            let kinds = Self.kinds.joined(separator: ", ")
            guard found.count > 1 else { throw node.fault("a step needs one of: \(kinds).") }
            throw ConfigurationFileError(
                at: found[1].mark,
                "a step has one of \(kinds); this one has \(found[0].key) already.")
        }
        var step = Step(try self.kind(kind), mark: kind.value.mark)
        for entry in entries { try read(entry, into: &step) }
        return step
    }

    private func kind(_ entry: YAMLNode.Entry) throws(ConfigurationFileError) -> Step.Kind {
        switch entry.key {
        case "service": .service(try entry.value.readText("a service's name"))
        case "parallel": .parallel(try steps(entry.value))
        case "sequence": .sequence(try steps(entry.value))
        case "switch": .choice(try branches(entry.value))
        default: .split(try shares(entry.value))
        }
    }

    private func steps(_ node: YAMLNode) throws(ConfigurationFileError) -> [Step] {
        var steps: [Step] = []
        for element in try node.readList("a list of steps") { steps.append(try step(element)) }
        return steps
    }

    private func branches(_ node: YAMLNode) throws(ConfigurationFileError) -> [Step.Branch] {
        var branches: [Step.Branch] = []
        for element in try node.readList("a list of branches") {
            branches.append(try branch(element))
        }
        return branches
    }

    private func branch(_ node: YAMLNode) throws(ConfigurationFileError) -> Step.Branch {
        let entries = try node.readMap("a branch (when and a step, or otherwise)")
        if let otherwise = entries.first(where: { $0.key == "otherwise" }) {
            if let other = entries.first(where: { $0.key != "otherwise" }) {
                throw other.unknown(["otherwise"])
            }
            let isPass = otherwise.value.text == "pass"
            let step = isPass ? nil : try self.step(otherwise.value)
            return Step.Branch(when: nil, step: step, mark: otherwise.mark)
        }
        guard let when = entries.first(where: { $0.key == "when" }) else {
            throw node.fault("a branch needs when or otherwise.")
        }
        return Step.Branch(
            when: try when.value.readText("a condition in quotes"),
            step: try step(node, at: .branch), mark: when.value.mark)
    }

    /// `{stable: 90, candidate: 10}`, or a list of steps with a `weight` each.
    private func shares(_ node: YAMLNode) throws(ConfigurationFileError) -> [Step.Share] {
        var shares: [Step.Share] = []
        if let entries = node.entries {
            for entry in entries {
                let step = Step(.service(entry.key), mark: entry.mark)
                shares.append(Step.Share(weight: try weight(entry.value), step: step))
            }
            return shares
        }
        for element in try node.readList("weights by service, or a list of steps") {
            let entries = try element.readMap("a step with its weight")
            guard let weight = entries.first(where: { $0.key == "weight" }) else {
                throw element.fault("a share of a split needs its weight.")
            }
            shares.append(
                Step.Share(
                    weight: try self.weight(weight.value), step: try step(element, at: .share)))
        }
        return shares
    }

    private func weight(_ node: YAMLNode) throws(ConfigurationFileError) -> Double {
        guard let weight = node.json.number, weight > 0, weight.isFinite else {
            throw node.expected("a weight above 0")
        }
        return weight
    }

    private func read(
        _ entry: YAMLNode.Entry, into step: inout Step
    ) throws(ConfigurationFileError) {
        let value = entry.value
        switch entry.key {
        case "name": step.name = try value.readText("a name")
        case "timeout": step.timeout = try value.readDuration()
        case "on-timeout": step.onTimeout = try value.readWord(Policy.OnTimeout.self)
        case "quorum": step.quorum = try value.readInteger(1...1_024)
        case "required": step.required = try value.readTexts("a list of services")
        case "same-release": step.sameRelease = try value.readTexts("a list of services")
        case "input": step.input = try value.readWord(Step.Input.self)
        case "on-error": step.onError = try onError(value)
        case "shadow": step.shadow = try steps(value)
        case "aggregate": step.aggregate = try aggregate(value)
        case "stop-early": step.stopsEarly = try value.readBoolean()
        default: break
        }
    }

    private func onError(_ node: YAMLNode) throws(ConfigurationFileError) -> Step.OnError {
        switch node.text {
        case "fail": return .fail
        case "skip": return .skip
        default: break
        }
        guard let entry = node.entries?.first, node.entries?.count == 1, entry.key == "default"
        else { throw node.expected("fail, skip or {default: [numbers]}") }
        let numbers = try entry.value.readList("a list of numbers").map(\.json.number)
        let values = numbers.compactMap(\.self)
        guard values.count == numbers.count, !values.isEmpty else {
            throw entry.value.expected("a list of numbers")
        }
        return .substitute(values)
    }

    /// `mean`, or `{weighted-mean: {weights: {setosa: 2}}}`.
    private func aggregate(_ node: YAMLNode) throws(ConfigurationFileError) -> AggregatorSetting {
        if let name = node.text { return AggregatorSetting(name, mark: node.mark) }
        guard let entry = node.entries?.first, node.entries?.count == 1 else {
            throw node.expected("an aggregator's name, or one name with its settings")
        }
        var setting = AggregatorSetting(entry.key, mark: entry.mark)
        var settings: [JSONValue.Member] = []
        for option in entry.value.entries ?? [] {
            if option.key == "stop-early" {
                setting.stopsEarly = try option.value.readBoolean()
            } else {
                settings.append(JSONValue.Member(option.key, option.value.json))
            }
        }
        if entry.value.entries == nil, entry.value.json != .null {
            throw entry.value.expected("the settings of \(entry.key)")
        }
        setting.settings = .object(settings)
        return setting
    }
}
