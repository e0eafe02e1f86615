import WeightFormat

extension GraphLowering {
    /// Operators that put elements into another shape.
    static let shaping: [String: Operation] = [
        "Reshape": { (lowering, node) throws(ImportFault) in try lowering.reshape(node) },
        "Flatten": { (lowering, node) throws(ImportFault) in try lowering.flatten(node) },
        "Squeeze": { (lowering, node) throws(ImportFault) in try lowering.squeeze(node) },
        "Unsqueeze": { (lowering, node) throws(ImportFault) in
            guard let axes = try lowering.axes(node) else { throw node.fault("names no axes") }
            lowering.name(node, 0, lowering.unsqueezed(try lowering.input(node), axes))
        },
        "Transpose": { (lowering, node) throws(ImportFault) in try lowering.transpose(node) },
        "Expand": { (lowering, node) throws(ImportFault) in try lowering.expand(node) },
        "Tile": { (lowering, node) throws(ImportFault) in try lowering.tile(node) },
        "Shape": { (lowering, node) throws(ImportFault) in try lowering.shape(node) },
        "ConstantOfShape": { (lowering, node) throws(ImportFault) in try lowering.fill(node) },
        "Range": { (lowering, node) throws(ImportFault) in try lowering.range(node) },
    ]

    /// A value made of another's elements, each once: what is known of them stays known.
    mutating func rearranged(
        _ operation: GraphOperator, _ inputs: [GraphValue], _ shape: [Int?]?,
        _ attributes: OperatorAttributes? = nil
    ) -> GraphValue {
        var result = emit(operation, inputs, inputs[0].kind, shape, attributes)
        result.labels = inputs[0].labels
        result.role = inputs[0].role
        result.feature = inputs[0].feature
        return result
    }

    private mutating func reshape(_ node: Node) throws(ImportFault) {
        let value = try input(node, 0)
        let target: GraphValue
        if node.has("shape") {
            target = GraphValue(ConstantTensor.integers(try node.integers("shape").map(Int64.init)))
        } else {
            target = try require(input(node, 1), [.int64], node)
        }
        let zeroIsZero = try node.integer("allowzero") ?? 0 != 0
        guard let wanted = target.constant?.integers else {
            let rank = target.size(0)
            let shape = rank.flatMap { $0 <= Limits.rank ? [Int?](repeating: nil, count: $0) : nil }
            return name(node, 0, rearranged(.reshape, [value, target], shape))
        }
        let shape = try reshaped(value.shape, wanted, zeroIsZero, node)
        let sizes = shape.compactMap(\.self)
        if let constant = value.constant, sizes.count == shape.count,
            GraphValue.product(sizes.map { $0 }) == constant.values.count
        {
            return name(node, 0, GraphValue(constant.reshaped(sizes)))
        }
        let attributes = zeroIsZero ? OperatorAttributes(zeroIsZero: true) : nil
        name(node, 0, rearranged(.reshape, [value, target], shape, attributes))
    }

    private func reshaped(
        _ own: [Int?]?, _ wanted: [Int], _ zeroIsZero: Bool, _ node: Node
    ) throws(ImportFault) -> [Int?] {
        guard wanted.count <= Limits.rank, wanted.allSatisfy({ $0 >= -1 }),
            wanted.count(where: { $0 == -1 }) <= 1
        else { throw node.fault("makes the shape \(wanted.prefix(16))") }
        var shape: [Int?] = []
        for (index, size) in wanted.enumerated() {
            if size == 0, !zeroIsZero {
                guard own == nil || index < (own?.count ?? 0) else {
                    throw node.fault("copies a dimension that is not there")
                }
                shape.append(own?[index])
            } else {
                shape.append(size == -1 ? nil : size)
            }
        }
        guard GraphValue.product(wanted.map { max($0, 1) }) ?? .max <= ImportLimits.elements else {
            throw node.fault("makes the shape \(wanted)")
        }
        guard let own, let count = GraphValue.product(own) else { return shape }
        guard let open = wanted.firstIndex(of: -1) else {
            guard !GraphValue.differ(GraphValue.product(shape), count) else {
                throw node.fault("puts \(count) elements into the shape \(wanted)")
            }
            return shape
        }
        let known = shape.enumerated().filter { $0.offset != open }.map(\.element)
        guard let rest = GraphValue.product(known), rest != 0 else { return shape }
        if count % rest == 0, count < 0 || rest > 0 {
            shape[open] = count / rest
        } else if count >= 0, rest > 0 {
            throw node.fault("puts \(count) elements into the shape \(wanted)")
        }
        return shape
    }

    private mutating func flatten(_ node: Node) throws(ImportFault) {
        let value = try input(node)
        let axis = try node.integer("axis") ?? 1
        var shape: [Int?]?
        if let own = value.shape {
            let place = axis == own.count ? axis : try self.axis(axis, own.count, node)
            shape = [GraphValue.product(own[..<place]), GraphValue.product(own[place...])]
        }
        name(node, 0, rearranged(.flatten, [value], shape, OperatorAttributes(axis: axis)))
    }

    private mutating func squeeze(_ node: Node) throws(ImportFault) {
        let value = try input(node)
        let axes = try axes(node)
        var shape: [Int?]?
        if let own = value.shape, let axes {
            var dropped: Set<Int> = []
            for axis in axes {
                let place = try self.axis(axis, own.count, node)
                guard !GraphValue.differ(own[place], 1) else {
                    throw node.fault("drops a dimension of \(own[place] ?? 0)")
                }
                dropped.insert(place)
            }
            shape = own.enumerated().filter { !dropped.contains($0.offset) }.map(\.element)
        } else if let own = value.shape, own.allSatisfy({ $0 ?? -1 >= 0 }) {
            shape = own.filter { $0 != 1 }
        }
        name(node, 0, rearranged(.squeeze, [value], shape, OperatorAttributes(axes: axes)))
    }

    mutating func unsqueezed(_ value: GraphValue, _ axes: [Int]) -> GraphValue {
        var shape: [Int?]?
        if let own = value.shape {
            let rank = own.count + axes.count
            let places = Set(axes.map { $0 < 0 ? $0 + rank : $0 })
            var rest = own.makeIterator()
            shape = (0..<rank).map { places.contains($0) ? 1 : rest.next() ?? nil }
        }
        return rearranged(.unsqueeze, [value], shape, OperatorAttributes(axes: axes))
    }

    private mutating func transpose(_ node: Node) throws(ImportFault) {
        let value = try input(node)
        let order = node.has("perm") ? try node.integers("perm") : nil
        var shape: [Int?]?
        if let own = value.shape {
            let places = order ?? Array(own.indices.reversed())
            guard places.sorted() == Array(own.indices) else {
                throw node.fault("puts \(own.count) dimensions in the order \(places.prefix(16))")
            }
            shape = places.map { own[$0] }
        }
        let attributes = OperatorAttributes(permutation: order)
        name(node, 0, rearranged(.transpose, [value], shape, attributes))
    }

    private mutating func expand(_ node: Node) throws(ImportFault) {
        let value = try input(node, 0)
        let target = try require(input(node, 1), [.int64], node)
        let wanted = target.constant?.integers?.map { Optional($0) }
        let shape = wanted.flatMap { GraphValue.broadcast(value.shape, $0) }
        var result = emit(.expand, [value, target], value.kind, shape)
        result.labels = value.labels
        name(node, 0, result)
    }

    private mutating func tile(_ node: Node) throws(ImportFault) {
        guard version >= 6 else { throw node.unsupported("is of a version before 6") }
        let value = try input(node, 0)
        let repeats = try require(input(node, 1), [.int64], node)
        var shape: [Int?]?
        if let own = value.shape, let times = repeats.constant?.integers, times.count == own.count {
            shape = zip(own, times).map { size, times in
                size.flatMap { GraphValue.product([$0, times]) }
            }
        }
        var result = emit(.tile, [value, repeats], value.kind, shape)
        result.labels = value.labels
        name(node, 0, result)
    }

    private mutating func shape(_ node: Node) throws(ImportFault) {
        let value = try input(node)
        if let shape = value.shape, shape.allSatisfy({ $0 ?? -1 >= 0 }), !node.has("start"),
            !node.has("end")
        {
            let sizes = shape.compactMap { $0.map { Int64($0) } }
            return name(node, 0, GraphValue(ConstantTensor.integers(sizes)))
        }
        var result = emit(.shape, [value], .int64, value.shape.map { [$0.count] })
        result.isPredicted = false
        guard node.has("start") || node.has("end") else { return name(node, 0, result) }
        let start = try node.integer("start") ?? 0
        let end = try node.integer("end") ?? Int.max
        let bounds = [start, end].map { GraphValue(ConstantTensor.integers([Int64($0)])) }
        name(node, 0, emit(.slice, [result] + bounds, .int64, [nil]))
    }

    /// `ConstantOfShape`; of a constant that stands for labels there is one class.
    private mutating func fill(_ node: Node) throws(ImportFault) {
        let target = try require(input(node), [.int64], node)
        let constant = try node.tensor("value") ?? ConstantTensor.floats([0])
        guard constant.values.count == 1 else {
            throw node.fault("fills with \(constant.values.count) elements")
        }
        var shape: [Int?]?
        if let sizes = target.constant?.integers {
            guard let count = GraphValue.product(sizes.map { $0 }), count >= 0,
                count <= ImportLimits.expansion, sizes.allSatisfy({ $0 >= 0 })
            else { throw node.unsupported("makes \(sizes.prefix(8)) elements") }
            shape = sizes
        } else if let rank = target.size(0), rank <= Limits.rank {
            shape = [Int?](repeating: nil, count: rank)
        }
        var result = emit(.fill, [target, GraphValue(constant)], constant.kind, shape)
        result.labels = constant.labels
        name(node, 0, result)
    }

    private mutating func range(_ node: Node) throws(ImportFault) {
        let values = [try input(node, 0), try input(node, 1), try input(node, 2)]
        guard Set(values.map(\.kind)).count == 1 else { throw node.fault("counts different kinds") }
        _ = try require(values[0], ElementKind.numbers, node)
        name(node, 0, emit(.range, values, values[0].kind, [nil]))
    }
}
