/// The sections of a model text: a header, trees, and what comes behind them.
///
/// Lines end with a line feed, before which a carriage return may stand. `tree_sizes` is not used:
/// a tree ends where the next one begins.
struct LightGBMText {
    let header: LightGBMFields
    let trees: [LightGBMFields]
    /// Of `parameters`, the columns that training took for categories.
    private(set) var categoricalFeature: ArraySlice<UInt8>?
    /// JSON: the categories of each pandas column of categories.
    private(set) var pandasCategorical: ArraySlice<UInt8>?

    init(_ bytes: [UInt8]) throws(ImportFault) {
        var lines = LightGBMLines(bytes)
        guard let first = lines.next(), first.elementsEqual("tree".utf8) else {
            throw .malformed(reason: "its first line is not 'tree'")
        }
        var header = LightGBMFields(place: "the header")
        var trees: [LightGBMFields] = []
        var isWhole = false
        while let line = lines.next() {
            if line.starts(with: "Tree=".utf8) {
                let number = String(decoding: line.dropFirst(5).prefix(20), as: UTF8.self)
                trees.append(LightGBMFields(place: "tree \(number)"))
            } else if Self.endings.contains(where: { line.starts(with: $0.utf8) }) {
                isWhole = true
                break
            } else if trees.isEmpty {
                try header.add(line)
            } else {
                try trees[trees.count - 1].add(line)
            }
        }
        guard isWhole else {
            throw .malformed(reason: "it has no line 'end of trees' and may be cut off")
        }
        self.header = header
        self.trees = trees
        try readRest(&lines)
    }

    /// What follows the trees; version 2 had no line for their end.
    private static let endings = ["end of trees", "feature_importances:", "feature importances:"]

    private mutating func readRest(_ lines: inout LightGBMLines) throws(ImportFault) {
        var isWhole = true
        while let line = lines.next() {
            if line.elementsEqual("parameters:".utf8) { isWhole = false }
            if line.elementsEqual("end of parameters".utf8) { isWhole = true }
            if line.starts(with: "[categorical_feature:".utf8) {
                categoricalFeature = line.dropFirst("[categorical_feature:".utf8.count).dropLast()
            } else if line.starts(with: "pandas_categorical:".utf8) {
                pandasCategorical = line.dropFirst("pandas_categorical:".utf8.count)
            }
        }
        guard isWhole else {
            throw .malformed(reason: "it has no line 'end of parameters' and is cut off")
        }
    }
}

/// The lines of a text, one after another, without their ends.
struct LightGBMLines {
    private var rest: ArraySlice<UInt8>

    init(_ bytes: [UInt8]) { rest = bytes[...] }

    /// Nil after the last line.
    mutating func next() -> ArraySlice<UInt8>? {
        guard !rest.isEmpty else { return nil }
        let end = rest.firstIndex(of: 0x0A) ?? rest.endIndex
        var line = rest[..<end]
        rest = rest[min(end + 1, rest.endIndex)...]
        while line.last == 0x0D || line.last == 0x20 { line = line.dropLast() }
        return line
    }
}
