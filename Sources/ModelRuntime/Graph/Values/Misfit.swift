/// Values that an operator has no result for.
struct Misfit: Error, Equatable {
    /// A clause without a subject: `takes no texts`.
    var reason: String
    /// The row at fault, where it is one.
    var row: Int?

    init(_ reason: String, row: Int? = nil) {
        self.reason = reason
        self.row = row
    }
}
