/// What the member at a site will say, so long after it is asked.
struct Script {
    enum Word: Equatable {
        /// For each row of the request.
        case answer([[Double]])
        case failure
        case rejection(Int)
        case silence
    }

    /// Nanoseconds.
    let delay: UInt64
    let word: Word

    /// - Parameter strictness: of ten members so many more reject.
    static func random(rows: Int, strictness: Int, _ random: inout SeededGenerator) -> Script {
        Script(
            delay: UInt64.random(in: GraphMaker.nanoseconds, using: &random),
            word: word(rows: rows, strictness, &random))
    }

    private static func word(
        rows: Int, _ strictness: Int, _ random: inout SeededGenerator
    ) -> Word {
        switch Int.random(in: 0..<20 + 20 * strictness, using: &random) {
        case 0, 1: .failure
        case 2: .rejection(400)
        case 3: .silence
        case 4..<20:
            .answer(
                (0..<rows).map { _ in
                    let first = Double(Int.random(in: 0...10, using: &random)) / 10
                    return [first, 1 - first]
                })
        default: .rejection(422)
        }
    }
}
