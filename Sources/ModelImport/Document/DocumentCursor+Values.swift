extension DocumentCursor {
    func text() throws(ImportFault) -> String {
        guard case .text(let text) = value else { throw fault("a text") }
        return text
    }

    func bool() throws(ImportFault) -> Bool {
        guard case .bool(let bool) = value else { throw fault("true or false") }
        return bool
    }

    /// An integer in `range`.
    func integer(in range: ClosedRange<Int> = .min ... .max) throws(ImportFault) -> Int {
        guard case .integer(let integer) = value, let number = Int(exactly: integer),
            range.contains(number)
        else { throw fault("an integer" + Self.words(for: range)) }
        return number
    }

    /// A number, integer or real.
    func real() throws(ImportFault) -> Double {
        switch value {
        case .real(let real): return real
        case .integer(let integer): return Double(integer)
        case .null, .bool, .text, .numbers, .array, .object: throw fault("a number")
        }
    }

    /// The texts of an array.
    func texts() throws(ImportFault) -> [String] {
        var texts: [String] = []
        for element in try elements() { texts.append(try element.text()) }
        return texts
    }

    /// The numbers of an array, `count` of them where that is given.
    func numbers(_ count: Int? = nil) throws(ImportFault) -> NumberArray {
        guard case .numbers(let numbers) = value else { throw fault("an array of numbers") }
        guard count == nil || numbers.count == count else {
            throw contradiction("has \(numbers.count) numbers where \(count ?? 0) are due")
        }
        return numbers
    }

    func doubles(_ count: Int? = nil) throws(ImportFault) -> [Double] { try numbers(count).doubles }

    func floats(_ count: Int? = nil) throws(ImportFault) -> [Float] { try numbers(count).floats }

    /// Integers, all in `range`.
    func integers(
        _ count: Int? = nil, in range: ClosedRange<Int> = .min ... .max
    ) throws(ImportFault) -> [Int] {
        guard let values = try numbers(count).integers else { throw fault("an array of integers") }
        let integers = values.map { Int($0) }
        guard let wrong = integers.firstIndex(where: { !range.contains($0) }) else {
            return integers
        }
        throw .value(
            path: "\(DocumentPath.element(path, wrong))", found: "the integer \(integers[wrong])",
            expected: "an integer" + Self.words(for: range))
    }

    private static func words(for range: ClosedRange<Int>) -> String {
        range == .min ... .max ? "" : " from \(range.lowerBound) to \(range.upperBound)"
    }
}
