/// Which columns may hold categories: the text tells none for the lists of pandas.
///
/// Unordered categories are among those of `categorical_feature`; ordered ones were trained as
/// numbers, their codes. The codes that training met must all lie in a column's list.
struct LightGBMCategoryColumns {
    /// The greatest code that training met in a column, if whole codes are all it met.
    private enum Column {
        /// Categories; nil where it met one value alone, and did not keep it.
        case categorical(greatest: Int?)
        case codes(greatest: Int)
        case other
    }
    private let columns: [Column]

    init(_ text: LightGBMText, _ header: LightGBMHeader) {
        let named = Self.named(text)
        columns = header.infos.indices.map { index in
            let info = header.infos[index]
            let hasList = info.contains(":") && info.first != "["
            if hasList || named.contains(index) { return Self.categorical(info) }
            let ends = info.dropFirst().dropLast().split(separator: ":").compactMap { Double($0) }
            guard ends.count == 2, let greatest = Int(exactly: ends[1]), ends[0] >= 0,
                ends[0].rounded() == ends[0]
            else { return .other }
            return .codes(greatest: greatest)
        }
    }

    /// The positions in `categorical_feature`.
    private static func named(_ text: LightGBMText) -> Set<Int> {
        let words = String(decoding: text.categoricalFeature ?? [], as: UTF8.self)
        return Set(words.split { $0 == "," || $0 == " " }.compactMap { Int($0) })
    }

    private static func categorical(_ info: String) -> Column {
        let codes = info.split(separator: ":").compactMap { Int($0) }
        return .categorical(greatest: codes.max())
    }

    /// The column of each list, in order; nil where several ways would do.
    func places(of counts: [Int]) -> [Int]? {
        let named = columns.indices.filter {
            if case .categorical = columns[$0] { true } else { false }
        }
        if named.count == counts.count, zip(named, counts).allSatisfy({ fits($0, $1) }) {
            return named
        }
        let first = match(counts, columns.indices.map { $0 })
        let last = match(counts.reversed(), columns.indices.reversed()).map { Array($0.reversed()) }
        return first == last ? first : nil
    }

    private func fits(_ column: Int, _ count: Int) -> Bool {
        switch columns[column] {
        case .categorical(let greatest): greatest.map { $0 < count } ?? true
        case .codes(let greatest): greatest < count
        case .other: false
        }
    }

    /// For each count the next column in `order` that fits it.
    private func match(_ counts: [Int], _ order: [Int]) -> [Int]? {
        var places: [Int] = []
        for column in order where places.count < counts.count {
            if fits(column, counts[places.count]) { places.append(column) }
        }
        return places.count == counts.count ? places : nil
    }
}
