/// Takes the values of a list of numbers, one after the other.
protocol CellSink {
    /// Takes a number that `cursor` has just passed; says whether it is finite.
    mutating func take<Failure>(
        _ number: DecimalNumber, at cursor: JSONCursor<Failure>
    ) -> Bool
    /// Takes a value that is NaN (also: missing) or infinite.
    mutating func take(nonFinite value: Double)
    /// Whether a value may be a text.
    var takesTexts: Bool { get }
    mutating func take(text: String)
    /// A row has ended; its text, from bracket to bracket, lies there.
    mutating func endRow(_ text: Range<Int>)
}

extension CellSink {
    var takesTexts: Bool { false }
    mutating func take(text: String) {}

    @inline(__always)
    mutating func endRow(_ text: Range<Int>) {}
}

/// Keeps the values.
struct ValueSink: CellSink {
    private(set) var values: [Double] = []

    /// Makes room for the values that a text of that many bytes may hold, up to a bound: one
    /// allocation for small requests, few for large ones.
    init(byteCount: Int) {
        values.reserveCapacity(min(byteCount / 4, 65_536))
    }

    @inline(__always)
    mutating func take<Failure>(
        _ number: DecimalNumber, at cursor: JSONCursor<Failure>
    ) -> Bool {
        let value = cursor.value(of: number)
        values.append(value)
        return value.isFinite
    }

    mutating func take(nonFinite value: Double) {
        values.append(value)
    }
}

/// Keeps nothing, and computes a value only where it might be too large for a double.
struct FinitenessSink: CellSink {
    var takesTexts = false

    @inline(__always)
    mutating func take<Failure>(
        _ number: DecimalNumber, at cursor: JSONCursor<Failure>
    ) -> Bool {
        number.isSurelyFinite || cursor.value(of: number).isFinite
    }

    mutating func take(nonFinite value: Double) {}
}

/// Keeps where the rows lie.
struct RowSink: CellSink {
    private(set) var rows: [Range<Int>] = []
    var takesTexts: Bool { true }

    mutating func take<Failure>(
        _ number: DecimalNumber, at cursor: JSONCursor<Failure>
    ) -> Bool { true }

    mutating func take(nonFinite value: Double) {}

    mutating func endRow(_ text: Range<Int>) { rows.append(text) }
}
