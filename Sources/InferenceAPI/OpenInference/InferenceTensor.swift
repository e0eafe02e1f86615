/// A named tensor of a request or an answer.
public struct InferenceTensor: Equatable, Sendable {
    public let name: String
    public let datatype: TensorDatatype
    /// The first dimension counts the rows.
    public let shape: [Int]
    /// As many as the shape holds.
    public let elements: TensorElements

    public init(
        name: String, datatype: TensorDatatype, shape: [Int], elements: TensorElements
    ) {
        precondition(TensorShape.count(shape) == elements.count, "a shape holds its elements")
        self.name = name
        self.datatype = datatype
        self.shape = shape
        self.elements = elements
    }
}

/// Arithmetic on shapes, which come from clients.
enum TensorShape {
    /// More dimensions than these no table has.
    static let maximumRank = 8

    /// How many elements a shape holds; nil where it is negative or overflows.
    static func count(_ shape: [Int]) -> Int? {
        var product = 1
        for dimension in shape {
            guard dimension >= 0 else { return nil }
            let (next, overflows) = product.multipliedReportingOverflow(by: dimension)
            guard !overflows else { return nil }
            product = next
        }
        return product
    }

    static func text(_ shape: [Int]) -> String {
        "[\(shape.map(String.init).joined(separator: ", "))]"
    }
}
