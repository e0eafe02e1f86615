import WeightFormat

extension ConstantTensor {
    /// The kind in which graphs compute with it.
    var kind: ElementKind {
        switch values {
        case .floats: .float32
        case .doubles: .float64
        case .integers: isBool ? .bool : isNarrow ? .int32 : .int64
        case .texts: .text
        }
    }

    static func integers(_ values: [Int64], shape: [Int]? = nil) -> ConstantTensor {
        ConstantTensor(.integers(values), shape: shape ?? [values.count])
    }

    static func floats(_ values: [Float], shape: [Int]? = nil) -> ConstantTensor {
        ConstantTensor(.floats(values), shape: shape ?? [values.count])
    }

    static func texts(_ values: [String], shape: [Int]? = nil) -> ConstantTensor {
        ConstantTensor(.texts(values), shape: shape ?? [values.count])
    }

    /// The numbers as a weight file has them; texts are kept as a table.
    var data: TensorData {
        switch values {
        case .floats(let values): .float32(values, shape: shape)
        case .doubles(let values): .float64(values, shape: shape)
        case .integers(let values) where isBool:
            TensorData(.bool(values.map { $0 != 0 }), shape: shape)
        case .integers(let values) where isNarrow:
            .int32(values.map { Int32(truncatingIfNeeded: $0) }, shape: shape)
        case .integers(let values): .int64(values, shape: shape)
        case .texts: .uint8([])
        }
    }

    /// Whole numbers; nil for other elements.
    var integers: [Int]? {
        if case .integers(let values) = values { values.map { Int($0) } } else { nil }
    }

    /// Floating-point numbers, widened.
    var reals: [Double]? {
        switch values {
        case .floats(let values): values.map { Double($0) }
        case .doubles(let values): values
        case .integers, .texts: nil
        }
    }

    /// The elements as labels of classes; nil for what is none.
    var labels: [ClassLabel]? {
        switch values {
        case .integers(let values):
            isBool ? values.map { .boolean($0 != 0) } : values.map(ClassLabel.integer)
        case .texts(let values): values.map(ClassLabel.text)
        case .floats(let values): Self.whole(values.map { Double($0) })
        case .doubles(let values): Self.whole(values)
        }
    }

    private static func whole(_ values: [Double]) -> [ClassLabel]? {
        let labels = values.compactMap { Int64(exactly: $0).map(ClassLabel.integer) }
        return labels.count == values.count ? labels : nil
    }

    /// The same numbers in another kind, where that takes no more than an exact conversion or a
    /// rounding.
    func cast(to kind: ElementKind) -> ConstantTensor? {
        switch (values, kind) {
        case (.floats(let values), .float64):
            ConstantTensor(.doubles(values.map { Double($0) }), shape: shape)
        case (.doubles(let values), .float32):
            ConstantTensor(.floats(values.map { Float($0) }), shape: shape)
        case (.integers(let values), .float32):
            ConstantTensor(.floats(values.map { Float($0) }), shape: shape)
        case (.integers(let values), .float64):
            ConstantTensor(.doubles(values.map { Double($0) }), shape: shape)
        case (.integers(let values), .int64): ConstantTensor(.integers(values), shape: shape)
        case (.integers(let values), .int32):
            ConstantTensor(
                .integers(values.map { Int64(Int32(truncatingIfNeeded: $0)) }), shape: shape,
                isNarrow: true)
        default: nil
        }
    }

    /// The same elements in another shape of as many.
    func reshaped(_ shape: [Int]) -> ConstantTensor {
        ConstantTensor(values, shape: shape, isNarrow: isNarrow, isBool: isBool)
    }
}

extension ConstantTensor {
    /// The elements at these positions, as a list.
    func picked(_ places: [Int]) -> ConstantTensor {
        let picked: Values =
            switch values {
            case .floats(let values): .floats(places.map { values[$0] })
            case .doubles(let values): .doubles(places.map { values[$0] })
            case .integers(let values): .integers(places.map { values[$0] })
            case .texts(let values): .texts(places.map { values[$0] })
            }
        return ConstantTensor(picked, shape: [places.count], isNarrow: isNarrow, isBool: isBool)
    }
}
