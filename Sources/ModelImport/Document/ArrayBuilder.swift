/// An array while it is read: numbers as long as only numbers come, values from the first that is
/// none.
///
/// Integers widen to reals when the first real comes: to float32 where reals are read so, which
/// rounds a large integer as a library does that converts it.
struct ArrayBuilder {
    private var int32: [Int32] = []
    private var int64: [Int64]?
    private var float32: [Float]?
    private var float64: [Double]?
    private var values: [Document]?
    private let rounding: Document.Rounding

    init(_ rounding: Document.Rounding) { self.rounding = rounding }

    var document: Document { values.map(Document.array) ?? .numbers(numbers) }

    private var numbers: NumberArray {
        if let float64 { return .float64(float64) }
        if let float32 { return .float32(float32) }
        if let int64 { return .int64(int64) }
        return .int32(int32)
    }

    /// Appends a value; true where it takes room as a value of its own.
    mutating func append(_ value: Document) -> Bool {
        if values == nil {
            switch value {
            case .integer(let integer):
                append(integer)
                return false
            case .real(let real):
                append(real)
                return false
            case .null, .bool, .text, .numbers, .array, .object: takeApart()
            }
        }
        values?.append(value)
        return true
    }

    private mutating func append(_ integer: Int64) {
        if float64 != nil {
            float64?.append(Double(integer))
        } else if float32 != nil {
            float32?.append(Float(integer))
        } else if int64 != nil {
            int64?.append(integer)
        } else if let narrow = Int32(exactly: integer) {
            int32.append(narrow)
        } else {
            int64 = int32.map(Int64.init) + [integer]
            int32 = []
        }
    }

    private mutating func append(_ real: Double) {
        if float32 == nil, float64 == nil {
            let integers = numbers
            if rounding == .float32 {
                float32 = integers.floats
            } else {
                float64 = integers.doubles
            }
            int32 = []
            int64 = nil
        }
        float32?.append(Float(real))
        float64?.append(real)
    }

    /// Makes values of the numbers so far.
    private mutating func takeApart() {
        let numbers = numbers
        self = ArrayBuilder(rounding)
        values = (0..<numbers.count).map { numbers[$0] }
    }
}
