/// Nodes in an order in which every value is made before it is read, the given order where it does.
///
/// Throws when a value is made twice, by nobody, or out of itself.
func sortByDependence(
    _ nodes: [Node], known: [String], outputs: [String]
) throws(ImportFault) -> [Node] {
    let given = Set(known)
    let maker = try makers(of: nodes, given: given)
    for output in outputs where maker[output] == nil && !given.contains(output) {
        throw .malformed(reason: "nobody makes the output '\(output)'")
    }
    var waiting = [Int](repeating: 0, count: nodes.count)
    var readers: [Int: [Int]] = [:]
    for (index, node) in nodes.enumerated() {
        for input in node.inputs where !input.isEmpty && !given.contains(input) {
            guard let source = maker[input] else {
                throw .node(place: node.place, reason: "reads '\(input)', which nobody makes")
            }
            waiting[index] += 1
            readers[source, default: []].append(index)
        }
    }
    var order = nodes.indices.filter { waiting[$0] == 0 }
    var next = 0
    while next < order.count {
        for reader in readers[order[next]] ?? [] {
            waiting[reader] -= 1
            if waiting[reader] == 0 { order.append(reader) }
        }
        next += 1
    }
    guard order.count == nodes.count else {
        throw .malformed(reason: "nodes of the graph feed each other in a circle")
    }
    return order.map { nodes[$0] }
}

/// The index of the node that makes each value.
private func makers(
    of nodes: [Node], given: Set<String>
) throws(ImportFault) -> [String: Int] {
    var maker: [String: Int] = [:]
    for (index, node) in nodes.enumerated() {
        for output in node.outputs where !output.isEmpty {
            guard !given.contains(output), maker.updateValue(index, forKey: output) == nil else {
                throw .node(place: node.place, reason: "makes '\(output)', which is there already")
            }
        }
    }
    return maker
}
