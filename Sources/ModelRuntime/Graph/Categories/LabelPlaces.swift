import Tensors
import WeightFormat

/// Where each of some labels stands; of equal ones the first. Both zeros are one label, and a NaN is
/// found by any NaN.
struct LabelPlaces: Sendable {
    private enum Places: Sendable {
        case real([UInt64: Int])
        case integer([Int64: Int])
        case text([ExactText: Int])
    }

    let count: Int
    private let kind: ElementKind
    private let places: Places

    init(_ labels: Tensor) {
        count = labels.count
        kind = labels.kind
        places =
            switch labels.elements {
            case .float32(let values): .real(Self.table(values.map(\.key)))
            case .float64(let values): .real(Self.table(values.map(\.key)))
            case .int32(let values): .integer(Self.table(values.map { Int64($0) }))
            case .int64(let values): .integer(Self.table(values))
            case .bool(let values): .integer(Self.table(values.map { $0 ? 1 : 0 }))
            case .text(let values): .text(Self.table(values.map { ExactText($0) }))
            }
    }

    /// Each element's place; `count` for one that is no label.
    func find(_ value: Tensor) throws(Misfit) -> [Int] {
        guard value.kind == kind else {
            throw Misfit("gets \(value.kind.rawValue) for keys of \(kind.rawValue)")
        }
        switch (places, value.elements) {
        case (.real(let table), .float32(let values)):
            return values.map { table[$0.key] ?? count }
        case (.real(let table), .float64(let values)):
            return values.map { table[$0.key] ?? count }
        case (.integer(let table), .int32(let values)):
            return values.map { table[Int64($0)] ?? count }
        case (.integer(let table), .int64(let values)): return values.map { table[$0] ?? count }
        case (.integer(let table), .bool(let values)):
            return values.map { table[$0 ? 1 : 0] ?? count }
        case (.text(let table), .text(let values)):
            return values.map { table[ExactText($0)] ?? count }
        default: throw Misfit("gets \(value.kind.rawValue) for keys of \(kind.rawValue)")
        }
    }

    private static func table<Key: Hashable>(_ keys: [Key]) -> [Key: Int] {
        Dictionary(zip(keys, keys.indices), uniquingKeysWith: { first, _ in first })
    }
}

extension BinaryFloatingPoint {
    /// What equal numbers share: both zeros, and all NaNs, are one.
    fileprivate var key: UInt64 {
        if isNaN { return .max }
        return self == 0 ? 0 : Double(self).bitPattern
    }
}
