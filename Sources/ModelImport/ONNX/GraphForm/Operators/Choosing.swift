import WeightFormat

extension GraphLowering {
    /// Operators that choose elements, or join and part values.
    static let choosing: [String: Operation] = [
        "Gather": { (lowering, node) throws(ImportFault) in try lowering.gather(node) },
        "GatherElements": { (lowering, node) throws(ImportFault) in
            try lowering.gatherElements(node)
        },
        "GatherND": { (lowering, node) throws(ImportFault) in try lowering.gatherTuples(node) },
        "Slice": { (lowering, node) throws(ImportFault) in try lowering.slice(node) },
        "Concat": { (lowering, node) throws(ImportFault) in try lowering.concatenate(node) },
        "Split": { (lowering, node) throws(ImportFault) in try lowering.split(node) },
        "OneHot": { (lowering, node) throws(ImportFault) in try lowering.oneHot(node) },
        "NonZero": { (lowering, node) throws(ImportFault) in
            let value = try lowering.input(node)
            let shape: [Int?]? = value.shape.map { [max($0.count, 1), nil] }
            lowering.name(node, 0, lowering.emit(.nonZero, [value], .int64, shape))
        },
    ]

    private mutating func gather(_ node: Node) throws(ImportFault) {
        let value = try input(node, 0)
        let indices = try require(input(node, 1), ElementKind.integers, node)
        name(node, 0, try gathered(value, indices, axis: node.integer("axis") ?? 0, node))
    }

    /// Slices of a value along an axis. Of a list of class labels those are labels.
    mutating func gathered(
        _ value: GraphValue, _ indices: GraphValue, axis: Int, _ node: Node
    ) throws(ImportFault) -> GraphValue {
        var shape: [Int?]?
        if let own = value.shape {
            let place = try self.axis(axis, own.count, node)
            if let size = own[place], size >= 0 {
                for index in indices.constant?.integers ?? [] where index < -size || index >= size {
                    throw node.fault("takes element \(index) of \(size)")
                }
            }
            if let middle = indices.shape {
                shape = Array(own[..<place]) + middle + Array(own[(place + 1)...])
            }
        }
        var result = emit(
            .gather, [value, indices], value.kind, shape, OperatorAttributes(axis: axis))
        result.isPredicted = value.isPredicted || indices.isPredicted
        result.labels = labels(value, at: indices)
        result.role = value.scoreRole
        return result
    }

    /// The labels that a list of them shows at positions that are themselves labels 0, 1, …
    private func labels(_ value: GraphValue, at indices: GraphValue) -> [ClassLabel]? {
        guard let list = value.constant?.labels, value.constant?.shape.count == 1,
            let positions = indices.labels
        else { return nil }
        var result: [ClassLabel] = []
        for position in positions {
            guard case .integer(let index) = position, index >= 0, index < list.count else {
                return nil
            }
            result.append(list[Int(index)])
        }
        return Set(result).count == result.count ? result : nil
    }

    private mutating func gatherElements(_ node: Node) throws(ImportFault) {
        let value = try input(node, 0)
        let indices = try require(input(node, 1), ElementKind.integers, node)
        let attributes = OperatorAttributes(axis: try node.integer("axis") ?? 0)
        name(
            node, 0,
            emit(.gatherElements, [value, indices], value.kind, indices.shape, attributes))
    }

    private mutating func gatherTuples(_ node: Node) throws(ImportFault) {
        let value = try input(node, 0)
        let indices = try require(input(node, 1), ElementKind.integers, node)
        let batch = try node.integer("batch_dims") ?? 0
        var shape: [Int?]?
        if let own = value.shape, let middle = indices.shape, case let depth?? = middle.last {
            let rest = batch + depth
            guard batch >= 0, depth >= 0, rest <= own.count else {
                throw node.fault("takes \(depth) positions of \(own.count) dimensions")
            }
            shape = Array(middle.dropLast()) + Array(own[rest...])
        }
        name(
            node, 0,
            emit(
                .gatherTuples, [value, indices], value.kind, shape,
                OperatorAttributes(batch: batch == 0 ? nil : batch)))
    }

    /// `Slice`, whose bounds were attributes once.
    private mutating func slice(_ node: Node) throws(ImportFault) {
        let value = try input(node, 0)
        var bounds: [GraphValue?] = []
        if node.has("starts") {
            for name in ["starts", "ends", "axes"] where name != "axes" || node.has(name) {
                let numbers = try node.integers(name).map(Int64.init)
                bounds.append(GraphValue(ConstantTensor.integers(numbers)))
            }
        } else {
            bounds = [try input(node, 1), try input(node, 2)]
            for index in 3...4 { bounds.append(try optionalInput(node, index)) }
            while let last = bounds.last, last == nil { bounds.removeLast() }
        }
        for bound in bounds {
            if let bound { _ = try require(bound, ElementKind.integers, node) }
        }
        let shape = try sliced(value.shape, bounds, node)
        name(node, 0, emit(.slice, [value] + bounds, value.kind, shape))
    }

    private func sliced(
        _ own: [Int?]?, _ bounds: [GraphValue?], _ node: Node
    ) throws(ImportFault) -> [Int?]? {
        guard var shape = own else { return nil }
        let lists = bounds.map { $0?.constant?.integers }
        guard bounds.count >= 2, let starts = lists[0], let ends = lists[1],
            bounds.count < 3 || bounds[2] == nil || lists[2] != nil
        else { return shape.map { _ in nil } }
        let axes = bounds.count > 2 ? lists[2] : nil
        let steps = bounds.count > 3 ? lists[3] : nil
        let isPlain = bounds.count <= 3 || steps?.allSatisfy { $0 == 1 } == true
        guard starts.count == ends.count, axes.map({ $0.count == starts.count }) ?? true else {
            throw node.fault("has \(starts.count) starts and \(ends.count) ends")
        }
        for index in starts.indices {
            let place = try axis(axes?[index] ?? index, shape.count, node)
            guard isPlain, let size = shape[place], size >= 0 else {
                shape[place] = nil
                continue
            }
            let start = starts[index] < 0 ? max(0, starts[index] &+ size) : min(starts[index], size)
            let end = ends[index] < 0 ? max(0, ends[index] &+ size) : min(ends[index], size)
            shape[place] = max(0, end - start)
        }
        return shape
    }

    private mutating func concatenate(_ node: Node) throws(ImportFault) {
        var parts: [GraphValue] = []
        for index in node.inputs.indices { parts.append(try input(node, index)) }
        guard let axis = try node.integer("axis") ?? (version < 4 ? 1 : nil) else {
            throw node.fault("names no axis")
        }
        name(node, 0, try joined(parts, axis: axis, node))
    }

    mutating func joined(
        _ parts: [GraphValue], axis: Int, _ node: Node
    ) throws(ImportFault) -> GraphValue {
        guard let first = parts.first, parts.allSatisfy({ $0.kind == first.kind }) else {
            throw node.fault("joins values of different kinds, or none")
        }
        var shape = first.shape
        if let own = first.shape {
            let place = try self.axis(axis, own.count, node)
            for part in parts {
                guard let other = part.shape else { continue }
                guard other.count == own.count else { throw node.fault("joins other dimensions") }
                for dimension in own.indices where dimension != place {
                    if own[dimension] == nil, other[dimension] != nil {
                        shape?[dimension] = other[dimension]
                    }
                }
            }
            shape?[place] = GraphValue.sum(parts.map { $0.shape?[place] })
        }
        var result = emit(
            .concatenate, parts, first.kind, shape, OperatorAttributes(axis: axis))
        if parts.contains(where: { $0.role == .decision }) { result.role = .decision }
        return result
    }

    private mutating func split(_ node: Node) throws(ImportFault) {
        let value = try input(node, 0)
        let axis = try node.integer("axis") ?? 0
        var sizes = node.has("split") ? try node.integers("split") : nil
        if let given = try optionalInput(node, 1) {
            guard let numbers = given.constant?.integers else {
                throw node.unsupported("gets sizes that are no constant")
            }
            sizes = numbers
        }
        let pieces = node.outputs.count
        guard sizes == nil || sizes?.count == pieces, pieces > 0 else {
            throw node.fault("has \(sizes?.count ?? 0) sizes for \(pieces) outputs")
        }
        var kinds: [(ElementKind, [Int?]?)] = []
        for piece in 0..<pieces {
            var shape = value.shape
            if let rank = shape?.count { shape?[try self.axis(axis, rank, node)] = sizes?[piece] }
            kinds.append((value.kind, shape))
        }
        let results = emit(
            .split, [value], kinds, OperatorAttributes(axis: axis, sizes: sizes))
        for (index, result) in results.enumerated() { name(node, index, result) }
    }

    private mutating func oneHot(_ node: Node) throws(ImportFault) {
        let indices = try require(input(node, 0), ElementKind.numbers, node)
        let depth = try require(input(node, 1), ElementKind.numbers, node)
        let values = try input(node, 2)
        let axis = try node.integer("axis") ?? -1
        var shape: [Int?]?
        if let own = indices.shape {
            let place = try self.axis(axis, own.count + 1, node)
            let size =
                depth.constant?.integers?.first
                ?? depth.constant?.reals?.first.flatMap { Int(exactly: $0) }
            shape = Array(own[..<place]) + [size] + Array(own[place...])
        }
        name(
            node, 0,
            emit(
                .oneHot, [indices, depth, values], values.kind, shape,
                OperatorAttributes(axis: axis)))
    }
}
