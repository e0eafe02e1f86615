/// Which release of XGBoost wrote a model; its numbers are meant as that release computes them.
struct XGBoostVersion: CustomStringConvertible {
    private let numbers: [Int]

    init(_ root: DocumentCursor) throws(ImportFault) {
        numbers = try root.optional("version")?.integers(in: 0...1_000_000) ?? []
    }

    var description: String { numbers.map(String.init).joined(separator: ".") }

    /// Whether this release, or that of a model that does not say, is at least `major.minor`.
    func isAtLeast(_ major: Int, _ minor: Int) -> Bool {
        numbers.isEmpty || !numbers.lexicographicallyPrecedes([major, minor])
    }
}
