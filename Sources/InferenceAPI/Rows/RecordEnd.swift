/// Where a piece of a file may be cut, so that no record is torn.
public enum RecordEnd {
    /// The bytes up to the end of the last whole record; 0 where there is none. `text` begins with
    /// a record.
    public static func ofLines(_ text: Span<UInt8>) -> Int {
        var end = text.count
        while end > 0, text[end - 1] != 0x0A { end -= 1 }
        return end
    }

    /// The same for CSV, whose quoted fields may have line ends in them.
    ///
    /// A carriage return that ends the piece ends no record: its line feed, or more of its field,
    /// may stand behind the cut.
    public static func ofCSV(_ text: Span<UInt8>) -> Int {
        guard contains(text, UInt8(ascii: "\"")) else { return ofLines(text) }
        return JSONCursor<RowFault>.visit(text) { cursor in
            var end = 0
            while !cursor.isAtEnd {
                _ = cursor.skipRecord()
                let isPair = cursor.byte() == 0x0D && cursor.byte(ahead: 1) == 0x0A
                guard isPair || cursor.byte() == 0x0A else { break }
                _ = cursor.takeLineEnd()
                end = cursor.position
            }
            return end
        }
    }

    private static func contains(_ text: Span<UInt8>, _ byte: UInt8) -> Bool {
        for index in text.indices where text[index] == byte { return true }
        return false
    }
}
